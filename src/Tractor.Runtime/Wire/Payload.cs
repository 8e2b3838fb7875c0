namespace Tractor.Wire;

/// <summary>
/// The bytes of a received message. They are valid during the call that gets them; who needs them longer keeps them: the
/// memory of a large message changes hands then, other bytes are copied.
/// </summary>
internal readonly ref struct Payload
{
    private readonly LargeMessage? _large;

    public Payload(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes;
        Length = bytes.Length;
    }

    /// <summary>A message that was received into memory of its own.</summary>
    public Payload(LargeMessage large)
        : this(large.Bytes)
    {
        _large = large;
        Length = large.Length;
        Excess = large.Excess;
    }

    private Payload(ReadOnlySpan<byte> bytes, int length, SizeExcess? excess, LargeMessage? large)
        : this(bytes)
    {
        _large = large;
        Length = length;
        Excess = excess;
    }

    /// <summary>The bytes; only the first ones of a message that is too large, and none of a block.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>How many came.</summary>
    public int Length { get; }

    /// <summary>Set when it is larger than what is accepted here: it cannot be read then.</summary>
    public SizeExcess? Excess { get; }

    /// <summary>Takes the content of a message that is nothing but bytes; null when it was received as others are.</summary>
    public ReceivedBlock? TakeBlock() => _large?.TakeBlock();

    public static implicit operator ReadOnlySpan<byte>(Payload payload) => payload.Bytes;

    public static implicit operator Payload(ReadOnlySpan<byte> bytes) => new(bytes);

    /// <summary>The same, if it is no larger than <paramref name="limit"/>; else what says so.</summary>
    public Payload Within(int limit) =>
        Length <= limit || Excess is not null ? this : new Payload(Bytes, Length, new SizeExcess(Length, limit), null);

    /// <summary>What is left behind the first bytes.</summary>
    public Payload Skip(int count) => new(Bytes[count..], Length - count, Excess, _large);

    /// <summary>The bytes for later.</summary>
    public ReceivedPayload Keep()
    {
        if (Excess is { } excess)
        {
            return new ReceivedPayload(excess);
        }

        return _large is null ? new ReceivedPayload(Bytes) : _large.Keep(Length);
    }

    public byte[] ToArray() => Bytes.ToArray();
}
