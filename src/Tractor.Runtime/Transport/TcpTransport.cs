using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>TCP on the loopback addresses of this host. Any local user can connect: the handshake tells who is of the tree.</summary>
internal sealed class TcpTransport : ITransport
{
    private const int Backlog = 512;

    public string Scheme => TcpAddress.Scheme;

    public bool IsPrivate => false;

    /// <remarks>At a port that the system chooses; a port tells nothing of the actor.</remarks>
    public IListener Listen(string nameHint)
    {
        ArgumentNullException.ThrowIfNull(nameHint);
        IPAddress loopback = Socket.OSSupportsIPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback;
        return Open(new IPEndPoint(loopback, 0), $"for actor '{nameHint}'");
    }

    /// <remarks>Port 0 becomes the port that the system chooses (TPT-12).</remarks>
    public IListener Listen(ActorAddress address) => Open(TcpAddress.Parse(address, "listen at"), $"at {address}");

    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    public async ValueTask<IConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IPEndPoint target = TcpAddress.Parse(address, "connect to");
        Socket socket = new(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        bool connected = false;
        try
        {
            await socket.ConnectAsync(target, cancellationToken).Uncaptured();

            // Where nobody listens, the system may have chosen that very port for this end: then it is connected to itself.
            connected = !Equals(socket.LocalEndPoint, socket.RemoteEndPoint);
            return connected ? SocketConnections.Of(socket, $"to {address}") : throw TcpErrors.Connecting(address, null);
        }
        catch (SocketException error)
        {
            throw TcpErrors.Connecting(address, error);
        }
        finally
        {
            if (!connected)
            {
                socket.Dispose();
            }
        }
    }

    private static SocketListener Open(IPEndPoint endpoint, string where)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            socket.Listen(Backlog);
            return new SocketListener(socket, TcpAddress.Of((IPEndPoint)socket.LocalEndPoint!), socket.Dispose);
        }
        catch (SocketException error)
        {
            socket?.Dispose();
            throw TcpErrors.Listening(where, error);
        }
    }
}
