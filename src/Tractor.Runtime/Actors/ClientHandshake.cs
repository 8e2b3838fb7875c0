using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>The connecting side of a new connection.</summary>
internal static class ClientHandshake
{
    /// <summary>Connects as a peer of the tree, by its secret.</summary>
    /// <exception cref="TransportException">Nobody listens there, or the two did not identify each other in time.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<IdentifiedConnection> ConnectAsync(
        Actor actor, ActorAddress address, CancellationToken cancellationToken)
    {
        HelloMessage hello = new(actor.Id, IsChild: false, actor.Setup.TreeSecret);
        return await ConnectAsync(address, hello, actor.Limits.HandshakeTimeout, actor.Time, cancellationToken).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<IdentifiedConnection> ConnectAsync(
        ActorAddress address, HelloMessage hello, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(limit, time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        IConnection connection = await TransportRegistry.Default.ConnectAsync(address, linked.Token).Uncaptured();
        try
        {
            CheckPeer(connection, address);
            await HandshakeFrames.SendHelloAsync(connection, hello).Uncaptured();
            WelcomeMessage welcome = await ReceiveWelcomeAsync(connection, address, linked.Token).Uncaptured();
            return new IdentifiedConnection(connection, welcome);
        }
        catch (Exception error)
        {
            connection.Abort();
            await connection.DisposeAsync().Uncaptured();
            if (error is OperationCanceledException && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new TransportException(TransportFault.Handshake, $"Cannot connect to {address}: it did not answer within {limit} (ActorLimits.HandshakeTimeout).", error);
            }

            if (error is ConnectionClosedException or ForeignPeerException or MemoryPack.MemoryPackSerializationException)
            {
                throw new TransportException(TransportFault.Handshake, $"Cannot connect to {address}: the two did not identify each other ({error.Message}). Check that an actor of this tree listens there.", error);
            }

            throw;
        }
    }

    // Whoever took over the path of a socket file is not to be told the secret.
    private static void CheckPeer(IConnection connection, ActorAddress address)
    {
        if (OperatingSystem.IsLinux() && address.Transport == "uds" && connection.Socket is { } socket
            && PeerCredentials.Of(socket).Uid != CurrentUser.EffectiveId)
        {
            throw new TransportException(TransportFault.Denied, $"Cannot connect to {address}: a process of another user listens there.");
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<WelcomeMessage> ReceiveWelcomeAsync(IConnection connection, ActorAddress address, CancellationToken cancellationToken)
    {
        (FrameKind kind, byte[] payload) = await HandshakeFrames.ReceiveAsync(connection, cancellationToken).Uncaptured();
        return kind switch
        {
            FrameKind.Welcome => MessageCoding.Read<WelcomeMessage>(payload),
            FrameKind.Refused => throw new TransportException(TransportFault.Handshake, $"{address} refused the connection: {MessageCoding.Read<RefusedMessage>(payload).Reason}."),
            _ => throw new ForeignPeerException(),
        };
    }
}
