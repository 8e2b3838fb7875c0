using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Fields;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>The connecting side of a new connection.</summary>
internal static class ClientHandshake
{
    /// <summary>Connects as a peer of the tree, by its secret.</summary>
    /// <exception cref="TransportException">Nobody listens there, or the two did not identify each other in time.</exception>
    public static Task<IdentifiedConnection> ConnectAsync(
        Actor actor, ActorAddress address, CancellationToken cancellationToken) =>
        ConnectAsync(address, actor.Id, isChild: false, actor.Setup.TreeSecret, actor.Limits.HandshakeTimeout, actor.Time, cancellationToken);

    /// <inheritdoc cref="ConnectAsync(Actor, ActorAddress, CancellationToken)"/>
    /// <param name="address">Where to.</param>
    /// <param name="id">Who connects.</param>
    /// <param name="isChild">Whether it is a new child that connects to its parent.</param>
    /// <param name="key">The one-time token of a new child, else the secret of the tree.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="time">The clock of the limit.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<IdentifiedConnection> ConnectAsync(
        ActorAddress address, ActorId id, bool isChild, Guid[] key, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            using HandshakeLimit timeout = new(limit, time, cancellationToken);
            return await ConnectAsync(address, id, isChild, key, timeout, cancellationToken).Uncaptured();
        }
        catch (TransportException error)
        {
            // An address may name no actor; who connects to it is known.
            throw new TransportException(error.Fault, $"{id}: {error.Message}", error.InnerException);
        }
    }

    /// <summary>The parent's first words over the connection that a child was started with: to have it is the proof.</summary>
    /// <exception cref="TransportException">It did not say them in time, or is gone.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<IdentifiedConnection> AwaitWelcomeAsync(IConnection connection, ActorAddress address, TimeSpan limit, TimeProvider time)
    {
        using HandshakeLimit timeout = new(limit, time, CancellationToken.None);
        Task<WelcomeMessage> identifying = ReceiveAsync(connection, address, FrameKind.Welcome, WelcomeMessage.Read, timeout.Token);
        return await IdentifyAsync(connection, address, identifying, timeout, CancellationToken.None).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<IdentifiedConnection> ConnectAsync(
        ActorAddress address, ActorId id, bool isChild, Guid[] key, HandshakeLimit timeout, CancellationToken cancellationToken)
    {
        ITransport transport = TransportRegistry.Default.Get(address.Transport);
        ValueTask<IConnection> connecting = transport.ConnectAsync(address, timeout.Token);
        if (!connecting.IsCompleted)
        {
            timeout.LeaveThread();
        }

        IConnection connection = await connecting.Uncaptured();
        Task<WelcomeMessage> identifying = transport.IsPrivate
            ? ShowKeyAsync(connection, address, new HelloMessage(id, isChild, key), timeout.Token)
            : ProveKeyAsync(connection, address, new HelloMessage(id, isChild, null, Credentials.Create()), key, timeout.Token);
        return await IdentifyAsync(connection, address, identifying, timeout, cancellationToken).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<IdentifiedConnection> IdentifyAsync(
        IConnection connection, ActorAddress address, Task<WelcomeMessage> identifying, HandshakeLimit timeout, CancellationToken cancellationToken)
    {
        try
        {
            if (!identifying.IsCompleted)
            {
                timeout.LeaveThread();
            }

            return new IdentifiedConnection(connection, await identifying.Uncaptured());
        }
        catch (Exception error)
        {
            connection.Abort();
            await connection.DisposeAsync().Uncaptured();
            if (error is OperationCanceledException && timeout.IsOver && !cancellationToken.IsCancellationRequested)
            {
                throw new TransportException(TransportFault.Handshake, $"Cannot connect to {address}: it did not answer within {timeout.Limit} (ActorLimits.HandshakeTimeout).", error);
            }

            if (error is ConnectionClosedException or ForeignPeerException or MemoryPack.MemoryPackSerializationException)
            {
                throw new TransportException(TransportFault.Handshake, $"Cannot connect to {address}: the two did not identify each other ({error.Message}). Check that an actor of this tree listens there.", error);
            }

            throw;
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<WelcomeMessage> ShowKeyAsync(IConnection connection, ActorAddress address, HelloMessage hello, CancellationToken cancellationToken)
    {
        CheckPeer(connection, address);
        _ = await HandshakeFrames.SendHelloAsync(connection, hello).Uncaptured();
        return await ReceiveAsync(connection, address, FrameKind.Welcome, WelcomeMessage.Read, cancellationToken).Uncaptured();
    }

    // The listener shows first that it has the key: to a stranger nothing is proven either.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<WelcomeMessage> ProveKeyAsync(
        IConnection connection, ActorAddress address, HelloMessage hello, Guid[] key, CancellationToken cancellationToken)
    {
        CheckPeer(connection, address);
        byte[] sent = await HandshakeFrames.SendHelloAsync(connection, hello).Uncaptured();
        ChallengeMessage challenge = await ReceiveAsync(connection, address, FrameKind.Challenge, ChallengeMessage.Read, cancellationToken).Uncaptured();
        if (!Credentials.HasLength(challenge.Nonce))
        {
            throw new ForeignPeerException();
        }

        KeyProof proof = new(key, address, sent, challenge.Nonce);
        if (!KeyProof.Fits(proof.OfListener(), challenge.Proof))
        {
            throw new TransportException(TransportFault.Denied, $"Cannot connect to {address}: who listens there could not prove that it is of this tree. The actor may have ended, and another program have taken its port.");
        }

        await HandshakeFrames.SendAsync(connection, FrameKind.Proof, new ProofMessage(proof.OfConnector())).Uncaptured();
        WelcomeMessage welcome = await ReceiveAsync(connection, address, FrameKind.Welcome, WelcomeMessage.Read, cancellationToken).Uncaptured();
        return welcome.Boot is { } boot && Credentials.HasLength(boot.TreeSecret)
            ? welcome with { Boot = boot with { TreeSecret = proof.Cover(boot.TreeSecret) } }
            : welcome;
    }

    // Whoever took over the path of a socket file is not to be told the secret.
    private static void CheckPeer(IConnection connection, ActorAddress address)
    {
        if (PeerProcess.IsForeign(connection))
        {
            throw new TransportException(TransportFault.Denied, $"Cannot connect to {address}: a process of another user listens there.");
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<T> ReceiveAsync<T>(
        IConnection connection, ActorAddress address, FrameKind expected, FieldReader.ElementReader<T> read, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        (FrameKind kind, byte[] payload) = await HandshakeFrames.ReceiveAsync(connection, cancellationToken).Uncaptured();
        if (kind == FrameKind.Refused)
        {
            throw new TransportException(TransportFault.Handshake, $"{address} refused the connection: {MessageCoding.Read(payload, RefusedMessage.Read).Reason}.");
        }

        return kind == expected ? MessageCoding.Read(payload, read) : throw new ForeignPeerException();
    }
}
