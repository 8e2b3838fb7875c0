using System.Buffers;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>A growing run of frames in one pooled array.</summary>
internal sealed class FrameBuffer
{
    private const int KeepBytes = 256 << 10;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(FrameHeader header, in ReadOnlySequence<byte> payload)
    {
        int size = FrameHeader.Size + header.Length;
        Reserve(size);
        Span<byte> target = _bytes.AsSpan(Length, size);
        header.Write(target);
        payload.CopyTo(target[FrameHeader.Size..]);
        Length += size;
    }

    public void Append(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        int size = FrameHeader.Size + header.Length;
        Reserve(size);
        Span<byte> target = _bytes.AsSpan(Length, size);
        header.Write(target);
        payload.CopyTo(target[FrameHeader.Size..]);
        Length += size;
    }

    /// <summary>Forgets the content; an array that a burst made large goes back to the pool.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > KeepBytes)
        {
            Release();
        }
    }

    public void Release()
    {
        Length = 0;
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length >= size)
        {
            return;
        }

        int wanted = checked(Length + size);
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(_bytes.Length * 2L, Math.Max(wanted, 4096), Array.MaxLength));
        _bytes.AsSpan(0, Length).CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
