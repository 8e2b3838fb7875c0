using System.Net.Sockets;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Delivers given bytes in pieces of given sizes, then the end.</summary>
internal sealed class ChunkedConnection(byte[] bytes, Func<int> nextSize) : IConnection
{
    private int _at;

    /// <summary>The largest room that a receive offered, and the last one's.</summary>
    public int LargestRoom { get; private set; }

    public int LastRoom { get; private set; }

    public string Description => "in pieces";

    public bool TryEndSending() => false;

    public Socket? Socket => null;

    public Traffic Traffic { get; } = new();

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        LastRoom = buffer.Length;
        LargestRoom = Math.Max(LargestRoom, buffer.Length);
        int count = Math.Min(Math.Min(nextSize(), buffer.Length), bytes.Length - _at);
        bytes.AsSpan(_at, count).CopyTo(buffer.Span);
        _at += count;
        return ValueTask.FromResult(count);
    }

    public ValueTask SendAsync(ReadOnlyMemory<byte> data) => throw new NotSupportedException();

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
