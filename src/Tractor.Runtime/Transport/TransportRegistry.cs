namespace Tractor.Transport;

/// <summary>The transports of a process, by scheme.</summary>
internal sealed class TransportRegistry
{
    private readonly Dictionary<string, ITransport> _transports = new(StringComparer.Ordinal);

    /// <summary>Creates a registry.</summary>
    /// <exception cref="ArgumentException">Two transports have the same scheme.</exception>
    /// <summary>The transports that every actor has.</summary>
    public static TransportRegistry Default { get; } = new(new UnixSocketTransport(), new TcpTransport(), new InMemoryTransport());

    public TransportRegistry(params IEnumerable<ITransport> transports)
    {
        foreach (ITransport transport in transports)
        {
            if (!_transports.TryAdd(transport.Scheme, transport))
            {
                throw new ArgumentException($"Two transports have the scheme '{transport.Scheme}'; register one of them.", nameof(transports));
            }
        }
    }

    /// <summary>The transport of a scheme.</summary>
    /// <exception cref="TransportException">None has it; the text names those there are.</exception>
    public ITransport Get(string scheme)
        => _transports.TryGetValue(scheme, out ITransport? transport)
            ? transport
            : throw new TransportException(TransportFault.UnknownScheme, $"No transport has the scheme '{scheme}'. Known: {Known()}.");

    /// <summary>Connects by the transport that the address names.</summary>
    /// <exception cref="TransportException">The scheme is unknown, or the transport cannot connect.</exception>
    public ValueTask<IConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Get(address.Transport).ConnectAsync(address, cancellationToken);
    }

    private string Known()
        => _transports.Count == 0 ? "none" : string.Join(", ", _transports.Keys.Order(StringComparer.Ordinal).Select(scheme => $"'{scheme}'"));
}
