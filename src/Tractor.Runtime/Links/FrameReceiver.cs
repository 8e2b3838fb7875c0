using System.Buffers;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// Reads a connection and cuts it into frames. Memory grows with what has arrived, never with what a header announces.
/// </summary>
internal sealed class FrameReceiver(IConnection connection, int maxMessageBytes) : IDisposable
{
    private const int NormalBytes = 64 << 10;

    // The library's own messages, errors above all, have limits of their own and pass however small the users' are.
    private const int OwnBytes = 1 << 20;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(NormalBytes);
    private int _start;
    private int _end;

    /// <summary>Called for each frame, in order; the payload is valid during the call only.</summary>
    public delegate void FrameHandler(FrameHeader header, ReadOnlySpan<byte> payload);

    /// <summary>Receives until the peer ends the connection in order.</summary>
    /// <exception cref="ProtocolException">A frame is larger than allowed, or the end came in the middle of one.</exception>
    public async Task RunAsync(FrameHandler handler, CancellationToken cancellationToken)
    {
        while (true)
        {
            MakeRoom();
            int count = await connection.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                if (_start != _end)
                {
                    throw new ConnectionClosedException("The connection ended in the middle of a frame.", closedHere: false);
                }

                return;
            }

            _end += count;
            Cut(handler);
        }
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

    private void Cut(FrameHandler handler)
    {
        while (_end - _start >= FrameHeader.Size)
        {
            FrameHeader header = FrameHeader.Read(_buffer.AsSpan(_start));
            int limit = LimitOf(header.Kind);
            if (header.Length < 0 || header.Length > limit)
            {
                throw new ProtocolException($"A frame announces {(uint)header.Length} bytes; the limit is {limit} (ActorLimits.MaxMessageBytes).");
            }

            if (_end - _start - FrameHeader.Size < header.Length)
            {
                return;
            }

            _start += FrameHeader.Size;
            ReadOnlySpan<byte> payload = _buffer.AsSpan(_start, header.Length);
            _start += header.Length;
            handler(header, payload);
        }
    }

    private int LimitOf(FrameKind kind) => kind is FrameKind.Start or FrameKind.Started or FrameKind.Item or FrameKind.Result
        ? maxMessageBytes
        : Math.Max(maxMessageBytes, OwnBytes);

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
            Replace(checked(_buffer.Length * 2));
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
