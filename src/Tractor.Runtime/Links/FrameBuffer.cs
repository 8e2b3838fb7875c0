using System.Buffers;
using System.Runtime.CompilerServices;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>A growing run of frames in one pooled array. One that a burst made large goes back when it was sent.</summary>
internal sealed class FrameBuffer
{
    private const int KeepBytes = 256 << 10;

    private byte[] _bytes = [];

    // What is in use again when a large array was given back.
    private byte[] _kept = [];

    private ulong _itemDialog;
    private int _itemStart = -1;

    public int Length { get; private set; }

    /// <summary>How many frames there are.</summary>
    public int Frames { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Append(FrameHeader header, in ReadOnlySequence<byte> payload)
    {
        int size = FrameHeader.Size + header.Length;
        Reserve(size);
        _itemStart = -1;
        Frames++;
        Span<byte> target = _bytes.AsSpan(Length, size);
        header.Write(target);
        payload.CopyTo(target[FrameHeader.Size..]);
        Length += size;
    }

    public void Append(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        int size = FrameHeader.Size + header.Length;
        Reserve(size);
        _itemStart = -1;
        Frames++;
        Span<byte> target = _bytes.AsSpan(Length, size);
        header.Write(target);
        payload.CopyTo(target[FrameHeader.Size..]);
        Length += size;
    }

    /// <summary>Appends a frame without its payload, but for the beginning of that; the rest is sent from elsewhere behind it.</summary>
    public void AppendHead(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        Reserve(FrameHeader.Size + beginning.Length);
        _itemStart = -1;
        Frames++;
        header.Write(_bytes.AsSpan(Length));
        beginning.CopyTo(_bytes.AsSpan(Length + FrameHeader.Size));
        Length += FrameHeader.Size + beginning.Length;
    }

    /// <summary>Appends what comes before the bytes of a block.</summary>
    public void AppendBlockHead(FrameKind kind, ulong dialog, int length)
    {
        Span<byte> prefix = stackalloc byte[Blocks.PrefixBytes];
        Blocks.WritePrefix(prefix, length);
        AppendHead(new FrameHeader(Blocks.PrefixBytes + length, kind, FrameFlags.None, dialog), prefix);
    }

    /// <summary>Appends frames, or what is left of some.</summary>
    public void AppendFrames(ReadOnlySpan<byte> frames)
    {
        Reserve(frames.Length);
        _itemStart = -1;
        frames.CopyTo(_bytes.AsSpan(Length));
        Length += frames.Length;
    }

    /// <summary>Appends an item of fixed size: to the last frame, if that has items of the same dialog.</summary>
    public void AppendItem<T>(ulong dialog, T item, int size, int maxMessageBytes)
    {
        int last = _itemStart;
        if (last >= 0 && _itemDialog == dialog && Length - last - FrameHeader.Size + size <= Math.Min(FrameLimits.ItemsBytes, maxMessageBytes))
        {
            Reserve(size);
        }
        else
        {
            Reserve(FrameHeader.Size + size);
            last = BeginItems(dialog);
        }

        ref byte place = ref _bytes[Length];
        if (!typeof(T).IsPrimitive)
        {
            // The copy may leave out gaps between fields: what was there before would go to the peer.
            Unsafe.InitBlockUnaligned(ref place, 0, (uint)Unsafe.SizeOf<T>());
        }

        Unsafe.WriteUnaligned(ref place, item);
        Length += size;
        FrameHeader.WriteLength(_bytes.AsSpan(last), Length - last - FrameHeader.Size);
    }

    private int BeginItems(ulong dialog)
    {
        int start = Length;
        new FrameHeader(0, FrameKind.Item, FrameFlags.None, dialog).Write(_bytes.AsSpan(start));
        Length += FrameHeader.Size;
        Frames++;
        _itemDialog = dialog;
        _itemStart = start;
        return start;
    }

    /// <summary>Forgets the content.</summary>
    public void Clear()
    {
        Length = 0;
        Frames = 0;
        _itemStart = -1;
        if (_bytes.Length > KeepBytes)
        {
            LargeArrays.Return(_bytes);
            (_bytes, _kept) = (_kept, []);
        }
    }

    public void Release()
    {
        Clear();
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = [];
        }
    }

    private void Reserve(int size)
    {
        if (_bytes.Length - Length < size)
        {
            Grow(checked(Length + size));
        }
    }

    private void Grow(int wanted)
    {
        byte[] before = _bytes;
        int doubled = (int)Math.Clamp(before.Length * 2L, Math.Max(wanted, 4096), Array.MaxLength);
        _bytes = wanted > KeepBytes ? LargeArrays.Rent(wanted) : ArrayPool<byte>.Shared.Rent(Math.Min(doubled, KeepBytes));
        before.AsSpan(0, Length).CopyTo(_bytes);
        if (before.Length > KeepBytes)
        {
            LargeArrays.Return(before);
        }
        else if (_bytes.Length > KeepBytes)
        {
            _kept = before;
        }
        else if (before.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(before);
        }
    }
}
