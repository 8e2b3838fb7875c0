using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Tractor.Transport;

/// <summary>A connection over a pair of pipes inside the process.</summary>
internal sealed class PipeConnection : IConnection
{
    // Small against the pipe's bound, so that one large send fills it by no more than this.
    private const int LargestWrite = 16 * 1024;

    private readonly PipeReader reader;
    private readonly PipeWriter writer;
    private readonly PipeGate reading;
    private readonly PipeGate writing;
    private volatile bool closed;

    public PipeConnection(IDuplexPipe pipe, string description)
    {
        reader = pipe.Input;
        writer = pipe.Output;
        reading = new PipeGate(() => reader.Complete());
        writing = new PipeGate(() => writer.Complete());
        Description = description;
    }

    public string Description { get; }

    public Socket? Socket => null;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfZero(buffer.Length, nameof(buffer));
        if (!reading.TryEnter())
        {
            throw Closed();
        }

        try
        {
            ReadResult result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            int received = Take(result.Buffer, buffer.Span);
            return closed ? throw Closed() : received;
        }
        finally
        {
            reading.Leave();
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        if (!writing.TryEnter())
        {
            throw Closed();
        }

        try
        {
            while (!data.IsEmpty)
            {
                int length = Math.Min(data.Length, LargestWrite);
                FlushResult result = await writer.WriteAsync(data[..length]).ConfigureAwait(false);
                if (result.IsCompleted || closed)
                {
                    throw Closed();
                }

                data = data[length..];
            }
        }
        finally
        {
            writing.Leave();
        }
    }

    public void Abort()
    {
        closed = true;
        reader.CancelPendingRead();
        writer.CancelPendingFlush();
        reading.Close();
        writing.Close();
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
        reader.AdvanceTo(taken.End);
        return length;
    }

    private ConnectionClosedException Closed() => new(Description, closed);
}
