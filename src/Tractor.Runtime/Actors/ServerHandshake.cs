using System.Net.Sockets;
using System.Runtime.CompilerServices;
using MemoryPack;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>
/// The accepting side of a new connection. Who does not identify itself in time, or is no actor of the tree, is closed
/// quietly or refused in words; nothing else is disturbed (TPT-02).
/// </summary>
internal sealed class ServerHandshake(Actor actor)
{
    /// <summary>The children that are to connect.</summary>
    public PendingChildren Children { get; } = new();

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task ServeAsync(IConnection connection, CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(actor.Limits.HandshakeTimeout, actor.Time);
        using CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            HelloMessage hello = await HandshakeFrames.ReceiveHelloAsync(connection, linked.Token).Uncaptured();
            string? refusal = hello.IsChild
                ? await AdmitChildAsync(connection, hello, linked.Token).Uncaptured()
                : await AdmitPeerAsync(connection, hello).Uncaptured();
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
            ListenerLog.Refused(actor.Logger, connection.Description, error.Message);
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
    private async Task<string?> AdmitChildAsync(IConnection connection, HelloMessage hello, CancellationToken cancellationToken)
    {
        if (ForeignUser(connection) || Children.Take(hello.Credential) is not { } child)
        {
            return "its token is not one that this actor gave out, or was used before";
        }

        int pid = await child.Pid.WaitAsync(cancellationToken).Uncaptured();
        if (PidOf(connection) is { } actual && actual != pid)
        {
            return "its process is not the one that the token was given to";
        }

        return child.TryConnect(connection) ? null : "nobody waits for it any more";
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<string?> AdmitPeerAsync(IConnection connection, HelloMessage hello)
    {
        if (ForeignUser(connection) || !Credentials.AreEqual(actor.Setup.TreeSecret, hello.Credential))
        {
            return "it is no actor of this tree";
        }

        if (hello.Id is null)
        {
            return "it did not say who it is";
        }

        await HandshakeFrames.SendAsync(connection, FrameKind.Welcome, new WelcomeMessage(actor.Id, null)).Uncaptured();
        actor.AddPeer(connection, hello.Id, isConnector: false);
        return null;
    }

    private static bool ForeignUser(IConnection connection) =>
        OperatingSystem.IsLinux() && connection.Socket is { AddressFamily: System.Net.Sockets.AddressFamily.Unix } socket
        && PeerCredentials.Of(socket).Uid != CurrentUser.EffectiveId;

    private static int? PidOf(IConnection connection) =>
        OperatingSystem.IsLinux() && connection.Socket is { AddressFamily: System.Net.Sockets.AddressFamily.Unix } socket
            ? PeerCredentials.Of(socket).Pid
            : null;

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task RefuseAsync(IConnection connection, string reason)
    {
        ListenerLog.Refused(actor.Logger, connection.Description, reason);
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
