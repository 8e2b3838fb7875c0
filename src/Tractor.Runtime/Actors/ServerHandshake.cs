using System.Runtime.CompilerServices;
using MemoryPack;
using Tractor.AsyncMethods;
using Tractor.Identity;
using Tractor.Logging;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>
/// The accepting side of a new connection. Who does not identify itself in time, or is no actor of the tree, is closed
/// quietly or refused in words; nothing else is disturbed (TPT-02).
/// </summary>
internal sealed class ServerHandshake(Actor actor)
{
    private readonly RefusalLog _refusals = new(actor.Logger, actor.Time);

    /// <summary>The children that are to connect.</summary>
    public PendingChildren Children { get; } = new();

    private string GaveWay =>
        $"{actor.Limits.MaxPendingHandshakes} that came later had not identified themselves either, which is the limit (ActorLimits.MaxPendingHandshakes)";

    /// <param name="pending">A new connection.</param>
    /// <param name="address">Where it came in.</param>
    /// <param name="others">Those that identify themselves as well.</param>
    /// <param name="cancellationToken">The actor ends.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task ServeAsync(PendingHandshake pending, ActorAddress address, PendingHandshakes others, CancellationToken cancellationToken)
    {
        IConnection connection = pending.Connection;
        using CancellationTokenSource timeout = new(actor.Limits.HandshakeTimeout, actor.Time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            string? refusal = await AdmitAsync(pending, address, others, linked.Token).Uncaptured();
            if (refusal is not null)
            {
                await RefuseAsync(connection, refusal).Uncaptured();
            }
        }
        catch (ProtocolException error)
        {
            await RefuseAsync(connection, error.Problem).Uncaptured();
        }
#pragma warning disable CA1031 // Whatever a stranger's connection brings about ends that connection and nothing else.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _refusals.Refused(connection.Description, pending.IsDropped ? GaveWay : error.Message);
            await CloseAsync(connection).Uncaptured();
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task CloseAsync(IConnection connection)
    {
        connection.Abort();
        await connection.DisposeAsync().Uncaptured();
    }

    // Null when admitted: then the connection is somebody else's.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<string?> AdmitAsync(
        PendingHandshake pending, ActorAddress address, PendingHandshakes others, CancellationToken cancellationToken)
    {
        IConnection connection = pending.Connection;
        (HelloMessage hello, byte[] payload) = await HandshakeFrames.ReceiveHelloAsync(connection, cancellationToken).Uncaptured();
        if (hello.Id is null || !ActorName.IsValid(hello.Id.Name))
        {
            return "it did not say who it is, or its name is none that an actor can have";
        }

        PendingChild? child = hello.IsChild ? Children.Find(hello.Id.Uuid) : null;
        Guid[]? key = hello.IsChild ? child?.Token : actor.Setup.TreeSecret;
        bool hasKey = false;
        KeyProof? proof = null;
        if (TransportRegistry.Default.Get(address.Transport).IsPrivate)
        {
            hasKey = !PeerProcess.IsForeign(connection) && key is not null && Credentials.AreEqual(key, hello.Credential);
        }
        else if (!Credentials.HasLength(hello.Nonce))
        {
            return "it sent no nonce, by which the two sides of this transport identify each other";
        }
        else if (key is not null)
        {
            Guid[] nonce = Credentials.Create();
            proof = new KeyProof(key, address, payload, nonce);
            hasKey = await IsProvenAsync(connection, proof, nonce, cancellationToken).Uncaptured();
        }

        if (hasKey && !others.TryKeep(pending))
        {
            throw new ConnectionClosedException(connection.Description, closedHere: true);
        }

        return hello.IsChild
            ? await AdmitChildAsync(connection, hello, hasKey ? child : null, proof, cancellationToken).Uncaptured()
            : await AdmitPeerAsync(connection, hello.Id, hasKey).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<bool> IsProvenAsync(IConnection connection, KeyProof proof, Guid[] nonce, CancellationToken cancellationToken)
    {
        await HandshakeFrames.SendAsync(connection, FrameKind.Challenge, new ChallengeMessage(nonce, proof.OfListener())).Uncaptured();
        ProofMessage answer = await HandshakeFrames.ReceiveAsync(connection, FrameKind.Proof, ProofMessage.Read, cancellationToken).Uncaptured();
        return KeyProof.Fits(proof.OfConnector(), answer.Proof);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<string?> AdmitChildAsync(
        IConnection connection, HelloMessage hello, PendingChild? child, KeyProof? proof, CancellationToken cancellationToken)
    {
        if (child is null || !Children.TryTake(child))
        {
            return "its token is not one that this actor gave out, or was used before";
        }

        int pid = await child.Pid.WaitAsync(cancellationToken).Uncaptured();
        if ((PeerProcess.PidOf(connection) ?? hello.Id.Pid) != pid)
        {
            return "its process is not the one that the token was given to";
        }

        return child.TryConnect(connection, proof) ? null : "nobody waits for it any more";
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<string?> AdmitPeerAsync(IConnection connection, ActorId id, bool hasKey)
    {
        if (!hasKey)
        {
            return "it is no actor of this tree";
        }

        if (actor.Peers.Links.Count >= actor.Limits.MaxPeerConnections)
        {
            return $"there are {actor.Limits.MaxPeerConnections} connections already, which is the limit (ActorLimits.MaxPeerConnections)";
        }

        await HandshakeFrames.SendAsync(connection, FrameKind.Welcome, new WelcomeMessage(actor.Id, null)).Uncaptured();
        actor.AddPeer(connection, id, isConnector: false);
        return null;
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task RefuseAsync(IConnection connection, string reason)
    {
        _refusals.Refused(connection.Description, reason);
        try
        {
            await HandshakeFrames.SendAsync(connection, FrameKind.Refused, new RefusedMessage(reason)).Uncaptured();
        }
        catch (ConnectionClosedException)
        {
            // It did not wait for the answer.
        }

        await connection.DisposeAsync().Uncaptured();
    }
}
