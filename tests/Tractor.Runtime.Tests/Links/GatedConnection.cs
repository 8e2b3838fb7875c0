using System.Net.Sockets;
using System.Threading.Channels;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Keeps each send waiting until the test lets it go.</summary>
internal sealed class GatedConnection : IConnection
{
    private readonly Channel<TaskCompletionSource> _waiting = Channel.CreateUnbounded<TaskCompletionSource>();
    private readonly List<byte[]> _sent = [];

    public bool IsOpen { get; set; }

    public Exception? ThrowAtOnce { get; set; }

    public string Description => "gated";

    public bool TryEndSending() => false;

    public Socket? Socket => null;

    public Traffic Traffic { get; } = new();

    /// <summary>What each send had, in order; those under way included.</summary>
    public IReadOnlyList<List<TestFrame>> Sends
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent.Select(bytes => TestFrames.Parse(bytes))];
            }
        }
    }

    /// <summary>All bytes of all sends.</summary>
    public byte[] SentBytes
    {
        get
        {
            lock (_sent)
            {
                return [.. _sent.SelectMany(static bytes => bytes)];
            }
        }
    }

    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask SendAsync(ReadOnlyMemory<byte> data)
    {
        if (ThrowAtOnce is { } error)
        {
            throw error;
        }

        lock (_sent)
        {
            _sent.Add(data.ToArray());
        }

        if (IsOpen)
        {
            return default;
        }

        TaskCompletionSource gate = Scopes.Soon.Gate();
        _waiting.Writer.TryWrite(gate);
        return new ValueTask(gate.Task);
    }

    /// <summary>Lets go what waits now.</summary>
    public void ReleaseAll()
    {
        while (_waiting.Reader.TryRead(out TaskCompletionSource? gate))
        {
            gate.SetResult();
        }
    }

    /// <summary>The next send that waits.</summary>
    public Task<TaskCompletionSource> NextAsync() => Scopes.Soon.Ends(_waiting.Reader.ReadAsync().AsTask());

    public void Abort()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
