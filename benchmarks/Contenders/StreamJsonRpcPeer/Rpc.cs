using System.IO.Pipelines;
using System.Net.Sockets;
using Nerdbank.Streams;
using StreamJsonRpc;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>The connection of both sides: MessagePack in length-prefixed messages.</summary>
internal static class Rpc
{
    public static JsonRpc Over(Socket socket, object? target)
    {
        IDuplexPipe pipe = new NetworkStream(socket, ownsSocket: true).UsePipe();
        JsonRpc rpc = new(new LengthHeaderMessageHandler(pipe, new MessagePackFormatter()));
        rpc.SynchronizationContext = null;
        if (target is not null)
        {
            rpc.AddLocalRpcTarget(target);
        }

        return rpc;
    }
}
