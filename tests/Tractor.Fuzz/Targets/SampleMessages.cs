using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>Sound messages to begin with.</summary>
internal static class SampleMessages
{
    private static readonly ActorId Peer = new("peer", Guid.Empty, 1);

    public static byte[] Cancel { get; } = MessageCoding.ToBytes(CancelMessage.From(new Cancellation(Peer, CancelReason.Deadline, [Peer, Peer], "3 s"), TimeSpan.FromSeconds(1)));

    public static byte[] End { get; } =
        MessageCoding.ToBytes(new EndMessage(CancelMessage.From(new Cancellation(Peer, CancelReason.Explicit, [Peer]), TimeSpan.FromSeconds(1)), 1000));

    public static byte[] Grace { get; } = MessageCoding.ToBytes(new GraceMessage(1000));

    public static byte[] Error { get; } =
        MessageCoding.ToBytes(ErrorBox.Pack(new AggregateException(new FormatException("a"), new TimeoutException("b", new FormatException("c"))), Peer, "W.A"));
}
