using System.Buffers;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>Sound messages to begin with.</summary>
internal static class SampleMessages
{
    private static readonly ActorId Peer = new("peer", Guid.Empty, 1);

    public static byte[] Cancel { get; } = Bytes(CancelMessage.From(new Cancellation(Peer, CancelReason.Deadline, [Peer, Peer], "3 s"), TimeSpan.FromSeconds(1)));

    public static byte[] Error { get; } =
        Bytes(ErrorBox.Pack(new AggregateException(new FormatException("a"), new TimeoutException("b", new FormatException("c"))), Peer, "W.A"));

    private static byte[] Bytes<T>(T message)
    {
        using MessageBuilder builder = new();
        MessageCoding.Write(builder, message);
        return builder.Written.ToArray();
    }
}
