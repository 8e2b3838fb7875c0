using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Pipelines;
using System.Threading.Channels;
using Nerdbank.Streams;

namespace Tractor.Transport;

/// <summary>Connections inside one process, by names that hold in all of it.</summary>
internal sealed class InMemoryTransport : ITransport
{
    private const string SchemeName = "mem";

    private static readonly ConcurrentDictionary<string, InMemoryListener> Listeners = new(StringComparer.Ordinal);

    // Bounded: who does not read holds the sender back. A reader goes on in the pool, not on the sender's stack.
    private static readonly PipeOptions Bounds = new(
        pauseWriterThreshold: 64 * 1024,
        resumeWriterThreshold: 32 * 1024,
        useSynchronizationContext: false);

    private static long _lastNumber;

    public string Scheme => SchemeName;

    public bool IsPrivate => true;

    public IListener Listen(string nameHint)
    {
        ArgumentNullException.ThrowIfNull(nameHint);
        while (true)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{(nameHint.Length == 0 ? "actor" : nameHint)}-{Interlocked.Increment(ref _lastNumber)}");
            if (TryListen(name) is { } listener)
            {
                return listener;
            }
        }
    }

    public IListener Listen(ActorAddress address)
        => TryListen(NameOf(address))
            ?? throw new TransportException(TransportFault.AddressInUse, $"Cannot listen at {address}: an actor of this process listens there already. Connect to it, or choose another name.");

    public async ValueTask<IConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!Listeners.TryGetValue(NameOf(address), out InMemoryListener? listener))
        {
            throw Nobody(address);
        }

        (IDuplexPipe here, IDuplexPipe there) = FullDuplexStream.CreatePipePair(Bounds);
        try
        {
            await listener.EnqueueAsync(new PipeConnection(there, $"accepted at {address}"), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException error)
        {
            throw Nobody(address, error);
        }

        return new PipeConnection(here, $"to {address}");
    }

    private static InMemoryListener? TryListen(string name)
    {
        InMemoryListener listener = new(
            new ActorAddress(SchemeName, name),
            ended => Listeners.TryRemove(KeyValuePair.Create(name, ended)));
        return Listeners.TryAdd(name, listener) ? listener : null;
    }

    private static string NameOf(ActorAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Transport == SchemeName && address.Endpoint.Length > 0
            ? address.Endpoint
            : throw new TransportException(TransportFault.InvalidAddress, $"'{address}' is no address inside a process: expected '{SchemeName}:' and a name.");
    }

    private static TransportException Nobody(ActorAddress address, Exception? cause = null)
        => new(TransportFault.NobodyListens, $"Cannot connect to {address}: nobody of this process listens there. The actor has ended, has not started yet, or lives in another process.", cause);
}
