namespace Tractor.Transport;

/// <summary>A way to connect actors, named by the scheme of its addresses.</summary>
internal interface ITransport
{
    /// <summary>The scheme, as in <see cref="ActorAddress.Transport"/>.</summary>
    string Scheme { get; }

    /// <summary>
    /// Whether only processes of this user can be at either end, as the system sees to. Else a key must not be shown to
    /// the other end: it may be a stranger.
    /// </summary>
    bool IsPrivate { get; }

    /// <summary>Listens at a fresh address.</summary>
    /// <param name="nameHint">The actor's name, which the address shows where it can; any text.</param>
    /// <exception cref="TransportException">The address could not be made; the text says why.</exception>
    IListener Listen(string nameHint);

    /// <summary>Listens at exactly this address.</summary>
    /// <param name="address">An address of this transport's scheme.</param>
    /// <exception cref="TransportException">Someone listens there (TPT-06), or nobody can.</exception>
    IListener Listen(ActorAddress address);

    /// <summary>Connects to who listens at <paramref name="address"/>.</summary>
    /// <param name="address">An address of this transport's scheme.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="TransportException">Nobody listens there, or the way there is barred.</exception>
    ValueTask<IConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken);
}
