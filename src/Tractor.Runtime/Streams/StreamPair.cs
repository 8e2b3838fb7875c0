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
    public void Receive(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Kind)
        {
            case FrameKind.Item:
                OnItem(payload);
                break;
            case FrameKind.Stop:
                Inbox.End(null);
                break;
            case FrameKind.Credit:
                Outbox.AddCredit(Credit.Read(payload, owner.Link.Peer, owner.EndpointName));
                break;
            case FrameKind.Overrun:
                Outbox.Overrun(new StreamOverrunException(owner.Self, owner.Link.Peer, Capacity(payload), owner.EndpointName));
                break;
            default:
                break;
        }
    }

    /// <summary>The dialog is over: nothing comes and nothing can be sent; with a failure if it ended badly.</summary>
    public void End(Exception? failure)
    {
        Inbox.End(failure);
        Outbox.Fail(failure ?? new StreamClosedException(owner.EndpointName, owner.Link.Peer, closedByPeer: true));
    }

    /// <summary>The local side is cancelled.</summary>
    public void Cancel(Exception cancellation)
    {
        Inbox.Cancel(cancellation);
        Outbox.Cancel(cancellation);
    }

    private static int Capacity(ReadOnlySpan<byte> payload) =>
        payload.Length == sizeof(int) ? System.Buffers.Binary.BinaryPrimitives.ReadInt32LittleEndian(payload) : 0;

    private void OnItem(ReadOnlySpan<byte> payload)
    {
        try
        {
            if (!Inbox.Put(payload))
            {
                Span<byte> capacity = stackalloc byte[sizeof(int)];
                System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(capacity, Inbox.Window);
                owner.Link.SendSmall(FrameKind.Overrun, owner.DialogId, capacity);
            }
        }
        catch (PayloadException error)
        {
            // The sender's contract is ours, so its bytes are wrong: what follows cannot be trusted either.
            Inbox.End(error);
        }
    }
}
