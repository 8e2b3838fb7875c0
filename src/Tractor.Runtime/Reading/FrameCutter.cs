using System.Buffers;
using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Reading;

/// <summary>
/// Cuts received bytes into frames. Memory grows with what has arrived, never with what a header announces.
/// </summary>
internal sealed class FrameCutter(int maxMessageBytes) : IDisposable
{
    private const int NormalBytes = 64 << 10;

    private const int OwnMessageBytes = 2 * ErrorLimits.Bytes;
    private const int CancelBytes = ErrorLimits.Bytes / 2;
    private const int BareBytes = 64;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(NormalBytes);
    private int _start;
    private int _end;

    /// <summary>Whether part of a frame is there.</summary>
    public bool HasPart => _start != _end;

    /// <summary>Where to receive into; never empty.</summary>
    public Memory<byte> Room()
    {
        MakeRoom();
        return _buffer.AsMemory(_end);
    }

    /// <summary>Notes that so many bytes were received.</summary>
    public void Commit(int count) => _end += count;

    /// <summary>Takes the next whole frame; the payload is valid until the next call of <see cref="Room"/>.</summary>
    /// <exception cref="ProtocolException">It is larger than allowed.</exception>
    public bool TryCut(out FrameHeader header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (_end - _start < FrameHeader.Size)
        {
            header = default;
            return false;
        }

        header = FrameHeader.Read(_buffer.AsSpan(_start));
        if (header.Length < 0 || header.Length > LimitOf(header.Kind))
        {
            throw new ProtocolException($"a {header.Kind} frame announces {(uint)header.Length} bytes; the limit is {LimitOf(header.Kind)}{(LimitOf(header.Kind) == maxMessageBytes ? " (ActorLimits.MaxMessageBytes)" : string.Empty)}");
        }

        if (_end - _start - FrameHeader.Size < header.Length)
        {
            return false;
        }

        payload = _buffer.AsSpan(_start + FrameHeader.Size, header.Length);
        _start += FrameHeader.Size + header.Length;
        return true;
    }

    public void Dispose()
    {
        byte[] rented = _buffer;
        _buffer = [];
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // What has no value of a user's in it has bounds of its own, whatever the limit of values is.
    private int LimitOf(FrameKind kind) => kind switch
    {
        FrameKind.Error => OwnMessageBytes,
        FrameKind.Cancel or FrameKind.CancelActor or FrameKind.Ending => CancelBytes,
        FrameKind.Credit or FrameKind.Overrun or FrameKind.Accepted or FrameKind.Stop or FrameKind.CancelActorDone => BareBytes,
        _ => maxMessageBytes,
    };

    private void MakeRoom()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            Shrink();
        }
        else if (_start > 0 && _buffer.Length - _end < _buffer.Length / 2)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Replace((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        }
    }

    private void Shrink()
    {
        if (_buffer.Length > 16 * NormalBytes)
        {
            Replace(NormalBytes);
        }
    }

    private void Replace(int size)
    {
        byte[] other = ArrayPool<byte>.Shared.Rent(size);
        _buffer.AsSpan(_start, _end - _start).CopyTo(other);
        _end -= _start;
        _start = 0;
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = other;
    }
}
