using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>A connection over a pair of pipes inside the process.</summary>
internal sealed class PipeConnection : IConnection
{
    // Small against the pipe's bound, so that one large send fills it by no more than this.
    private const int LargestWrite = 16 * 1024;

    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;
    private readonly PipeGate _reading;
    private readonly PipeGate _writing;
    private volatile bool _closed;

    public PipeConnection(IDuplexPipe pipe, string description)
    {
        _reader = pipe.Input;
        _writer = pipe.Output;
        _reading = new PipeGate(() => _reader.Complete());
        _writing = new PipeGate(() => _writer.Complete());
        Description = description;
    }

    public string Description { get; }

    public Socket? Socket => null;

    public Traffic Traffic { get; } = new();

    public bool TryEndSending() => false;

    /// <remarks>A pipe's peer closes both directions.</remarks>
    public bool HasPeerEnded => true;

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        if (!_reading.TryEnter())
        {
            throw Closed();
        }

        try
        {
            ReadResult result = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            int received = Take(result.Buffer, buffer.Span);
            Traffic.AddReceived(received);
            return _closed ? throw Closed() : received;
        }
        finally
        {
            _reading.Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        if (!_writing.TryEnter())
        {
            throw Closed();
        }

        try
        {
            while (!data.IsEmpty)
            {
                int length = Math.Min(data.Length, LargestWrite);
                FlushResult result = await _writer.WriteAsync(data[..length]).ConfigureAwait(false);
                if (result.IsCompleted || _closed)
                {
                    throw Closed();
                }

                Traffic.AddSent(length);
                data = data[length..];
            }
        }
        finally
        {
            _writing.Leave();
        }
    }

    public void Abort()
    {
        _closed = true;
        _reader.CancelPendingRead();
        _writer.CancelPendingFlush();
        _reading.Close();
        _writing.Close();
    }

    // The peer still reads what was sent; a pipe knows no ruder end than this.
    public ValueTask DisposeAsync()
    {
        Abort();
        return ValueTask.CompletedTask;
    }

    private int Take(ReadOnlySequence<byte> available, Span<byte> buffer)
    {
        ReadOnlySequence<byte> taken = available.Slice(0, Math.Min(available.Length, buffer.Length));
        taken.CopyTo(buffer);
        int length = (int)taken.Length;
        _reader.AdvanceTo(taken.End);
        return length;
    }

    private ConnectionClosedException Closed() => new(Description, _closed);
}
