using System.Net.Sockets;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Takes all at once, and has something done while it does.</summary>
internal sealed class ChattyConnection : IConnection
{
    /// <summary>Called in each send.</summary>
    public Action Sending { get; set; } = () => { };

    public string Description => "chatty";

    public Socket? Socket => null;

    public Traffic Traffic { get; } = new();

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        Sending();
        return default;
    }

    public bool TryEndSending() => false;

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => default;
}
