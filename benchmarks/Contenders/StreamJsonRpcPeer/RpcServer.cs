using System.Net.Sockets;
using StreamJsonRpc;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>Accepts connections and serves each.</summary>
internal sealed class RpcServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RpcServer(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                JsonRpc rpc = Rpc.Over(await _listener.AcceptAsync(), new Service());
                rpc.StartListening();
            }
        }
        catch (SocketException)
        {
            // The end of the program.
        }
        catch (ObjectDisposedException)
        {
            // The same.
        }
    }
}
