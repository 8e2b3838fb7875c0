using System.Buffers;
using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Reading;

/// <summary>
/// Cuts received bytes into frames. What is still to come of a large frame is received into the message that it belongs
/// to. Memory grows with what has arrived, never with what a header announces.
/// </summary>
internal sealed class FrameCutter : IDisposable
{
    private const int NormalBytes = 64 << 10;

    // Less than this is cheaper to gather here; and so much of a frame must be there to tell what it is.
    private const int LargeBytes = 8 << 10;
    private const int LeastBeginning = 32;

    // Behind a large frame no more than the next header is expected: what follows it should not be copied either.
    private const int BehindLarge = 4 << 10;

    // What has no value in it is small.
    private const int CancelBytes = ErrorLimits.Bytes / 2;
    private const int BareBytes = 64;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(NormalBytes);
    private int _start;
    private int _end;
    private LargeMessage? _large;
    private FrameHeader _largeHeader;
    private bool _isGathered;

    /// <summary>Whether part of a frame is there.</summary>
    public bool HasPart => _large is not null || _start != _end;

    /// <summary>Where to receive into; never empty.</summary>
    public Memory<byte> Room()
    {
        if (_large is { } large)
        {
            return large.Room;
        }

        MakeRoom();
        return _buffer.AsMemory(_end);
    }

    /// <summary>Where what does not fit into <see cref="Room"/> may go in the same receive; often empty.</summary>
    public Memory<byte> RoomBehind() => _large is null ? default : _buffer.AsMemory(0, BehindLarge);

    /// <summary>Notes that so many bytes were received.</summary>
    public void Commit(int count)
    {
        if (_large is { } large)
        {
            int direct = Math.Min(count, large.Room.Length);
            large.Commit(direct);
            count -= direct;
        }

        _end += count;
    }

    /// <summary>Hands on the next frame. False when not all of it is there.</summary>
    /// <exception cref="ProtocolException">It is larger than any may be.</exception>
    public bool TryHandOn(IFrameHandler handler)
    {
        if (_large is { } large)
        {
            return TryEndLarge(large, handler);
        }

        int there = _end - _start - FrameHeader.Size;
        if (there < 0)
        {
            return false;
        }

        FrameHeader header = ReadHeader();
        if (there < header.Length)
        {
            BeginLarge(header, there, handler);
            return false;
        }

        ReadOnlySpan<byte> payload = _buffer.AsSpan(_start + FrameHeader.Size, header.Length);
        _start += FrameHeader.Size + header.Length;
        _isGathered = false;
        handler.OnFrame(header, payload);
        return true;
    }

    public void Dispose()
    {
        byte[] rented = _buffer;
        _buffer = [];
        _large = null;
        if (rented.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private FrameHeader ReadHeader()
    {
        FrameHeader header = FrameHeader.Read(_buffer.AsSpan(_start));
        return header.Length >= 0 && header.Length <= LimitOf(header.Kind)
            ? header
            : throw new ProtocolException($"a {header.Kind} frame announces {(uint)header.Length} bytes; no such frame has more than {LimitOf(header.Kind)}");
    }

    private static int LimitOf(FrameKind kind) => kind switch
    {
        FrameKind.Cancel or FrameKind.CancelActor or FrameKind.Ending => CancelBytes,
        FrameKind.Credit or FrameKind.Overrun or FrameKind.Accepted or FrameKind.Stop or FrameKind.CancelActorDone
            or FrameKind.CancelActorGrace or FrameKind.DebugHeld or FrameKind.DebugReleased => BareBytes,
        _ => FrameLimits.FrameBytes,
    };

    private bool TryEndLarge(LargeMessage large, IFrameHandler handler)
    {
        if (!large.Room.IsEmpty)
        {
            return false;
        }

        _large = null;
        handler.EndFrame(_largeHeader, large);
        return true;
    }

    private void BeginLarge(FrameHeader header, int there, IFrameHandler handler)
    {
        if (_isGathered || there < LeastBeginning || header.Length - there < LargeBytes)
        {
            return;
        }

        _large = handler.BeginFrame(header, _buffer.AsSpan(_start + FrameHeader.Size, there));
        _isGathered = _large is null;
        if (_large is not null)
        {
            _largeHeader = header;
            _start = _end = 0;
        }
    }

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
            Replace(_buffer.Length * 2);
        }
    }

    private void Shrink()
    {
        if (_buffer.Length > 4 * NormalBytes)
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
