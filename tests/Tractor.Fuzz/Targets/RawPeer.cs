using Nerdbank.Streams;
using System.IO.Pipelines;
using Tractor.Transport;

namespace Tractor.Fuzz.Targets;

/// <summary>The far end of an actor's connection, which sends whatever it is told.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly PipeConnection _far;
    private readonly CancellationTokenSource _closing = new();
    private Task _draining = Task.CompletedTask;

    public RawPeer()
    {
        PipeOptions bounds = new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);
        (IDuplexPipe near, IDuplexPipe far) = FullDuplexStream.CreatePipePair(bounds);
        Near = new PipeConnection(near, "from a raw peer");
        _far = new PipeConnection(far, "to an actor");
    }

    /// <summary>The actor's end.</summary>
    public IConnection Near { get; }

    /// <summary>Plays a script; <paramref name="pause"/> is where the peer waits.</summary>
    public async Task PlayAsync(FrameScript script, Func<Task> pause)
    {
        if (script.Drains)
        {
            _draining = DrainAsync();
        }

        foreach (byte[]? step in script.Steps())
        {
            if (step is null)
            {
                await pause();
            }
            else if (!await TrySendAsync(step, script.ChunkBytes))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _draining;
        await _far.DisposeAsync();
        _closing.Dispose();
    }

    // An actor that throws it out ends the sending; so does the end of the input's time where it reads nothing.
    private async Task<bool> TrySendAsync(byte[] bytes, int chunk)
    {
        try
        {
            for (int at = 0; at < bytes.Length; at += chunk)
            {
                await _far.SendAsync(bytes.AsMemory(at, Math.Min(chunk, bytes.Length - at)));
                if (chunk == int.MaxValue)
                {
                    break;
                }
            }

            return true;
        }
        catch (ConnectionClosedException)
        {
            return false;
        }
    }

    private async Task DrainAsync()
    {
        byte[] room = new byte[8192];
        try
        {
            while (await _far.ReceiveAsync(room, _closing.Token) > 0)
            {
                // Nobody looks at it.
            }
        }
        catch (Exception error) when (error is ConnectionClosedException or OperationCanceledException)
        {
            // It was thrown out, or has seen enough.
        }
    }
}
