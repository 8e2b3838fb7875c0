using MemoryPack;
using MemoryPack.Formatters;

namespace Tractor;

/// <summary>Where an actor listens; a payload like any other.</summary>
/// <param name="Transport">The transport's scheme: <c>uds</c>, <c>mem</c> or <c>tcp</c>.</param>
/// <param name="Endpoint">What that transport connects to: a socket's path, a name, or host and port.</param>
public sealed record ActorAddress(string Transport, string Endpoint) : IMemoryPackable<ActorAddress>
{
    private const byte Members = 2;

    /// <summary>The text form, <c>uds:/run/user/1000/tractor/x.sock</c>.</summary>
    public override string ToString() => $"{Transport}:{Endpoint}";

    /// <summary>Reads the text form.</summary>
    /// <param name="text">A scheme, a colon, and what the transport connects to.</param>
    /// <exception cref="FormatException">The text has no scheme or nothing behind it.</exception>
    public static ActorAddress Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new ActorAddress(text[..colon], text[(colon + 1)..])
            : throw new FormatException($"'{text}' is no actor address: expected a scheme, a colon and an endpoint, as in 'uds:/run/user/1000/tractor/x.sock'.");
    }

    // By hand: what MemoryPack generates sets up all of that library as soon as an actor has an id.
    static void IMemoryPackFormatterRegister.RegisterFormatter()
    {
        if (!MemoryPackFormatterProvider.IsRegistered<ActorAddress>())
        {
            MemoryPackFormatterProvider.Register(new MemoryPackableFormatter<ActorAddress>());
        }
    }

    static void IMemoryPackable<ActorAddress>.Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref ActorAddress? value)
    {
        if (value is null)
        {
            writer.WriteNullObjectHeader();
            return;
        }

        writer.WriteObjectHeader(Members);
        writer.WriteString(value.Transport);
        writer.WriteString(value.Endpoint);
    }

    static void IMemoryPackable<ActorAddress>.Deserialize(ref MemoryPackReader reader, scoped ref ActorAddress? value)
    {
        if (!reader.TryReadObjectHeader(out byte members))
        {
            value = null;
            return;
        }

        if (members != Members)
        {
            MemoryPackSerializationException.ThrowInvalidPropertyCount(typeof(ActorAddress), Members, members);
        }

        value = new ActorAddress(reader.ReadString()!, reader.ReadString()!);
    }
}
