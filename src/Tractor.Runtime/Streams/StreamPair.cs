using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>Both directions of the items of one dialog, on one of its sides.</summary>
internal sealed class StreamPair<TReceive, TSend>(IStreamOwner owner, PayloadCodec<TReceive> incoming, PayloadCodec<TSend> outgoing)
{
    private int _isOpened;

    public Inbox<TReceive> Inbox { get; } = new(owner, incoming);

    public Outbox<TSend> Outbox { get; } = new(owner, outgoing);

    public IStreamOwner Owner => owner;

    /// <summary>Opens the user's view, once (STR-23).</summary>
    /// <exception cref="InvalidOperationException">It was opened before.</exception>
    public MsgStream<TReceive, TSend> Open(StreamOptions? options)
    {
        if (Interlocked.Exchange(ref _isOpened, 1) != 0)
        {
            throw new InvalidOperationException($"The stream of {owner.EndpointName} was opened before; a dialog has one. Fan it out with Subscribe.");
        }

        if (options is not null)
        {
            Inbox.Configure(options);
        }

        return new MsgStream<TReceive, TSend>(this);
    }

    /// <summary>Takes a frame about items from the peer.</summary>
    public void Receive(FrameHeader header, Payload payload)
    {
        switch (header.Kind)
        {
            case FrameKind.Item when !Inbox.Put(payload):
                Overrun.Send(owner, Inbox.Window);
                break;
            case FrameKind.Stop:
                Inbox.End(null);
                break;
            case FrameKind.Credit:
                Outbox.TakeCredit(payload);
                break;
            case FrameKind.Overrun when !owner.IsCancelCalled:
                // Who cancelled the dialog wants nothing of it any more (STR-12).
                Outbox.Fail(Overrun.Read(owner, payload));
                break;
            default:
                break;
        }
    }

    /// <summary>The dialog is over: nothing comes and nothing can be sent; with a failure if it ended badly.</summary>
    public void End(Exception? failure)
    {
        Inbox.End(failure);
        Outbox.Fail(failure ?? StreamEnd.ClosedByPeer(owner));
    }

    /// <summary>The local task is over: whoever still waits here is released, and nothing is sent any more.</summary>
    public void Leave()
    {
        Inbox.End(null);
        Inbox.Close();
        Outbox.Fail(StreamEnd.ClosedHere(owner));
    }

    /// <summary>The local side is cancelled.</summary>
    public void Cancel(Exception cancellation)
    {
        Inbox.Cancel(cancellation);
        Outbox.Cancel(cancellation);
    }
}
