namespace Tractor.Wire;

/// <summary>The bytes of a received message. They are valid during the call that gets them; who needs them longer keeps them.</summary>
internal readonly ref struct Payload(ReadOnlySpan<byte> bytes)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public int Length => Bytes.Length;

    public static implicit operator ReadOnlySpan<byte>(Payload payload) => payload.Bytes;

    public static implicit operator Payload(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>What is left behind the first bytes.</summary>
    public Payload Skip(int count) => new(Bytes[count..]);

    /// <summary>The bytes for later.</summary>
    public ReceivedPayload Keep() => new(Bytes);

    public byte[] ToArray() => Bytes.ToArray();
}
