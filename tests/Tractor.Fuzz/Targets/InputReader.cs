namespace Tractor.Fuzz.Targets;

/// <summary>Takes choices from an input; behind its end all are 0.</summary>
internal sealed class InputReader(byte[] input)
{
    private int _at;

    public bool IsAtEnd => _at >= input.Length;

    public byte Next() => IsAtEnd ? (byte)0 : input[_at++];

    public byte[] Take(int count)
    {
        byte[] taken = input.AsSpan(Math.Min(_at, input.Length), Math.Clamp(input.Length - _at, 0, count)).ToArray();
        _at += taken.Length;
        return taken;
    }

    public byte[] Rest() => Take(int.MaxValue);
}
