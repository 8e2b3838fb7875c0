using System.Threading.Channels;

namespace Tractor.Transport;

/// <summary>A name in the table of <see cref="InMemoryTransport"/>, and the connections that wait to be accepted there.</summary>
internal sealed class InMemoryListener : IListener
{
    private const int Backlog = 128;

    private readonly Channel<PipeConnection> _waiting = Channel.CreateBounded<PipeConnection>(Backlog);
    private readonly Action<InMemoryListener> _withdraw;

    public InMemoryListener(ActorAddress address, Action<InMemoryListener> withdraw)
    {
        Address = address;
        _withdraw = withdraw;
    }

    public ActorAddress Address { get; }

    public async ValueTask<IConnection> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _waiting.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error)
        {
            throw new ObjectDisposedException($"The listener at {Address} was disposed.", error);
        }
    }

    /// <summary>Queues the listener's end of a new connection; waits while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">The listener was disposed.</exception>
    public ValueTask EnqueueAsync(PipeConnection connection, CancellationToken cancellationToken)
        => _waiting.Writer.WriteAsync(connection, cancellationToken);

    public ValueTask DisposeAsync()
    {
        _withdraw(this);
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out PipeConnection? connection))
        {
            connection.Abort();
        }

        return ValueTask.CompletedTask;
    }
}
