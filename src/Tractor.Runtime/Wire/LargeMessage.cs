using System.Buffers;

namespace Tractor.Wire;

/// <summary>
/// A message that is received into memory of its own: its parts one behind the other, straight from the connection where
/// that can be. The memory grows with what has come, not with what is announced. One that gets too large keeps its first
/// bytes, which say what it is for. Used again and again, by one thread at a time.
/// </summary>
internal sealed class LargeMessage
{
    // Of a message that is too large.
    private const int BeginningBytes = 64;

    private byte[] _bytes = [];
    private int _prefix;
    private int _filled;
    private int _missing;
    private int _blockBytes;
    private bool _isPooled;
    private int _limit;
    private long _total;

    /// <summary>The header of its first frame.</summary>
    public FrameHeader First { get; private set; }

    /// <summary>Memory that was reserved beyond what has come.</summary>
    public int Ahead { get; private set; }

    /// <summary>The bytes that came; none of a block, the first ones of a message that is too large.</summary>
    public ReadOnlySpan<byte> Bytes => _prefix > 0 ? default : _bytes.AsSpan(0, _filled);

    public int Length => (int)Math.Min(_total, int.MaxValue);

    public SizeExcess? Excess => _total > _limit ? new SizeExcess(_total, _limit) : null;

    /// <summary>Where the rest of the frame goes that was begun; empty when all of it has come.</summary>
    public Memory<byte> Room => _bytes.AsMemory(_filled - _prefix, _missing);

    /// <summary>Whether it is still no larger than it may be with so much more.</summary>
    public bool HasRoomFor(int bytes) => _total + bytes <= _limit;

    /// <summary>Begins a message.</summary>
    /// <param name="first">The header of its first frame.</param>
    /// <param name="limit">How large it may get.</param>
    /// <param name="blockBytes">The size that it announces of its content, if that is to be given away as it is, else 0.</param>
    /// <param name="isPooled">Whether that is to be in pooled memory.</param>
    /// <param name="mayAdvance">How much may be reserved beyond what the first frame has.</param>
    public void Begin(FrameHeader first, int limit, int blockBytes, bool isPooled, int mayAdvance)
    {
        First = first with { Flags = FrameFlags.None };
        _limit = limit;
        _blockBytes = blockBytes;
        _isPooled = isPooled;
        int ahead = Math.Max(0, blockBytes - first.Length);
        Ahead = ahead <= mayAdvance ? ahead : 0;
        if (blockBytes > 0 && ahead == Ahead)
        {
            BecomeBlock();
        }
    }

    /// <summary>Takes the beginning of a frame. False when the message is too large: then nothing more is kept.</summary>
    public bool BeginFrame(int length, ReadOnlySpan<byte> beginning)
    {
        _total += length;
        if (!HasRoomFor(0))
        {
            KeepBeginning(beginning);
            return false;
        }

        Reserve(length);
        _missing = length;
        int behindPrefix = Math.Clamp(_prefix - _filled, 0, beginning.Length);
        beginning[behindPrefix..].CopyTo(_bytes.AsSpan(Math.Max(0, _filled - _prefix)));
        Commit(beginning.Length);
        return true;
    }

    /// <summary>Notes that so many bytes came into <see cref="Room"/>.</summary>
    public void Commit(int count)
    {
        _filled += count;
        _missing -= count;
    }

    /// <summary>Nothing follows. What is not the block that it announced to be is a message like any other.</summary>
    public void Finish()
    {
        if (_prefix > 0 && _filled != _prefix + _blockBytes)
        {
            BecomePlain(0);
        }
    }

    /// <summary>Gives away what a message that is nothing but bytes holds; null when it is none.</summary>
    public ReceivedBlock? TakeBlock()
    {
        if (_prefix == 0)
        {
            return null;
        }

        ReceivedBlock block = new(_bytes, _blockBytes, _isPooled);
        Forget();
        return block;
    }

    /// <summary>Gives the memory away, of which the last bytes count.</summary>
    public ReceivedPayload Keep(int count)
    {
        if (TakeBlock() is { } block)
        {
            return ReceivedPayload.OfBlock(block);
        }

        ReceivedPayload kept = ReceivedPayload.OfRented(_bytes, _filled - count, count);
        Forget();
        return kept;
    }

    /// <summary>Ends the use for this message; what was not kept goes back.</summary>
    public void Release()
    {
        GiveBack();
        Forget();
        _total = 0;
        _missing = 0;
        Ahead = 0;
    }

    private void Forget()
    {
        _bytes = [];
        _prefix = 0;
        _filled = 0;
    }

    private void Reserve(int more)
    {
        if (_prefix > 0)
        {
            if (_filled - _prefix + (long)more > _blockBytes + (long)Math.Max(0, _prefix - _filled))
            {
                BecomePlain(more);
            }
        }
        else if (_blockBytes > 0 && _filled > 0 && 2L * (_filled + more) >= _blockBytes)
        {
            BecomeBlock();
            Reserve(more);
        }
        else if (_bytes.Length - _filled < more)
        {
            Replace((int)Math.Min(Math.Max(2L * _filled, _filled + (long)more), Array.MaxLength), 0);
        }
    }

    private void BecomeBlock()
    {
        byte[] block = _isPooled ? ArrayPool<byte>.Shared.Rent(_blockBytes) : GC.AllocateUninitializedArray<byte>(_blockBytes);
        if (_filled > 0)
        {
            _bytes.AsSpan(Blocks.PrefixBytes, Math.Min(_filled, _blockBytes) - Blocks.PrefixBytes).CopyTo(block);
            GiveBack();
        }

        _bytes = block;
        _prefix = Blocks.PrefixBytes;
    }

    // It was no block after all: a plain message has its prefix too.
    private void BecomePlain(int more)
    {
        byte[] plain = ArrayPool<byte>.Shared.Rent(_filled + more);
        if (_filled > 0)
        {
            Blocks.WritePrefix(plain, _blockBytes);
            _bytes.AsSpan(0, _filled - _prefix).CopyTo(plain.AsSpan(_prefix));
        }

        GiveBack();
        _bytes = plain;
        _prefix = 0;
        _blockBytes = 0;
    }

    private void KeepBeginning(ReadOnlySpan<byte> beginning)
    {
        _blockBytes = 0;
        _missing = 0;
        if (_prefix > 0)
        {
            GiveBack();
            Forget();
        }

        int kept = Math.Min(_filled, BeginningBytes);
        int added = Math.Min(beginning.Length, BeginningBytes - kept);
        byte[] small = ArrayPool<byte>.Shared.Rent(BeginningBytes);
        _bytes.AsSpan(0, kept).CopyTo(small);
        beginning[..added].CopyTo(small.AsSpan(kept));
        GiveBack();
        _bytes = small;
        _filled = kept + added;
    }

    private void Replace(int size, int start)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(size);
        _bytes.AsSpan(start, _filled).CopyTo(larger);
        GiveBack();
        _bytes = larger;
    }

    private void GiveBack()
    {
        if (_bytes.Length > 0 && (_prefix == 0 || _isPooled))
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = [];
    }
}
