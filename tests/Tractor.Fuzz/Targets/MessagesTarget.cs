using MemoryPack;
using Tractor.Errors;
using Tractor.Fields;
using Tractor.Fuzz.Engine;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>The library's own messages with any bytes: each gives a message that is written and read alike, or is refused.</summary>
internal sealed class MessagesTarget : IFuzzTarget
{
    private static readonly ActorId Peer = new("peer", Guid.Empty, 1);

    private static readonly Action<byte[]>[] Readers =
    [
        bytes => Again(MessageCoding.Read(bytes, HelloMessage.Read)),
        bytes => Again(MessageCoding.Read(bytes, WelcomeMessage.Read)),
        bytes => Again(MessageCoding.Read(bytes, RefusedMessage.Read)),
        bytes => Again(MessageCoding.Read(bytes, ReadyMessage.Read)),
        bytes => _ = Again(MessageCoding.Read(bytes, CancelMessage.Read)).ToCancellation(Peer).ToString(),
        Error,
        bytes => _ = Credit.Read(bytes, Peer, "W.A"),
    ];

    public string Name => "messages";

    public IEnumerable<byte[]> Seeds =>
    [
        [0, .. Bytes(new HelloMessage(Peer, true, [Guid.NewGuid(), Guid.NewGuid()]))],
        [1, .. Bytes(new WelcomeMessage(Peer, new BootMessage([Guid.NewGuid()], Peer, ["a/b"], ["a"], new ActorLimits(), ActorSpawning.Process, "de", "en", Microsoft.Extensions.Logging.LogLevel.Debug, DebugMode: true)))],
        [2, .. Bytes(new RefusedMessage("why"))],
        [3, .. Bytes(new ReadyMessage(4))],
        [4, .. SampleMessages.Cancel],
        [5, .. SampleMessages.Error],
        [6, 1, 0, 0, 0, 2, 0, 0, 0],
    ];

    public ValueTask ExecuteAsync(byte[] input)
    {
        if (input.Length > 0)
        {
            AllocationBound.Run(input, () => Try(Readers[input[0] % Readers.Length], input[1..]));
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    private static void Try(Action<byte[]> read, byte[] bytes)
    {
        try
        {
            read(bytes);
        }
        catch (Exception error) when (error is MemoryPackSerializationException or ProtocolException)
        {
            // Refused.
        }
    }

    private static void Error(byte[] bytes)
    {
        Exception error = ErrorBox.Unpack(Again(MessageCoding.Read(bytes, ErrorInfo.Read)), Peer);
        FuzzFailureException.ThrowIf(error is not TractorException || error.ToString().Length == 0, $"{error.GetType()} is no error to be told");
        _ = ErrorBox.Pack(error, Peer, "W.A");
    }

    private static T Again<T>(T message)
        where T : class, IMessage<T>
    {
        byte[] written = Bytes(message);
        FuzzFailureException.ThrowIf(!written.AsSpan().SequenceEqual(Bytes(MessageCoding.Read(written, T.Read))), $"a {typeof(T)} is not read as it was written");
        return message;
    }

    private static byte[] Bytes(IMessage message) => MessageCoding.ToBytes(message);
}
