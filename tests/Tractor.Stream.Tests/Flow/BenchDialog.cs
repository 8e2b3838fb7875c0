using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.StreamTests.Flow;

/// <summary>One side of a stream without the dialog around it: every frame goes to the pair.</summary>
internal sealed class BenchDialog : Dialog, IStreamOwner
{
    private int _unread;
    private int _stopped;

    public BenchDialog(Link link, ActorLimits limits, bool isSelfContained)
    {
        Link = link;
        Limits = limits;
        Id = 1;
        Streams = new StreamPair<long, long>(this, new Int64Codec(isSelfContained), new Int64Codec(isSelfContained));
    }

    public StreamPair<long, long> Streams { get; }

    /// <summary>The most items that were unread at once; one more than there were, if the reader was just at it.</summary>
    public int MostUnread { get; private set; }

    public override string EndpointName => "Bench";

    public Link Link { get; }

    public ulong DialogId => 1;

    public ActorId Self { get; } = new("self", Guid.Empty, 1);

    public ActorLimits Limits { get; }

    public ILogger Logger => NullLogger.Instance;

    public bool IsCancelCalled => false;

    public void NoteRead() => Interlocked.Decrement(ref _unread);

    public void MarkObserved()
    {
    }

    public bool TryStop() => Interlocked.Exchange(ref _stopped, 1) == 0;

    public override void Receive(FrameHeader header, Payload payload)
    {
        if (header.Kind == FrameKind.Item)
        {
            MostUnread = Math.Max(MostUnread, Interlocked.Increment(ref _unread));
        }

        Streams.Receive(header, payload);
    }

    public override void Lose(Exception cause) => Streams.End(cause);
}
