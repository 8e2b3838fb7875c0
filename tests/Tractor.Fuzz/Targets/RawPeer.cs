using Nerdbank.Streams;
using System.IO.Pipelines;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>The far end of an actor's connection, which sends whatever it is told.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly IConnection _far;
    private readonly CancellationTokenSource _closing = new();
    private readonly SeenFrames _seen = new();
    private Task _draining = Task.CompletedTask;
    private bool _wasThrownOut;

    /// <summary>Sends over a connection whose other end an actor has.</summary>
    public RawPeer(IConnection far) => _far = far;

    /// <summary>Whether the actor ended the connection and did not say why.</summary>
    public bool WasThrownOutWithoutAWord => _wasThrownOut && !_seen.HaveLastWord;

    /// <summary>What it got last.</summary>
    public string LastSeen => _seen.Last.ToString();

    /// <summary>One over a pipe, with the actor's end.</summary>
    public static (IConnection Near, RawPeer Raw) CreatePiped()
    {
        PipeOptions bounds = new(pauseWriterThreshold: 64 * 1024, resumeWriterThreshold: 32 * 1024, useSynchronizationContext: false);
        (IDuplexPipe near, IDuplexPipe far) = FullDuplexStream.CreatePipePair(bounds);
        return (new PipeConnection(near, "from a raw peer"), new RawPeer(new PipeConnection(far, "to an actor")));
    }

    /// <summary>Says what a new child says first.</summary>
    public Task SayReadyAsync()
    {
        byte[] body = MessageCoding.ToBytes(new ReadyMessage(1));
        byte[] frame = new byte[FrameHeader.Size + body.Length];
        new FrameHeader(body.Length, FrameKind.Ready, FrameFlags.None, 0).Write(frame);
        body.CopyTo(frame, FrameHeader.Size);
        return TrySendAsync(frame, int.MaxValue);
    }

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
        if (_far.Socket is not null)
        {
            // Ends a send that finds no room.
            _far.Abort();
        }

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
            int count;
            while ((count = await _far.ReceiveAsync(room, _closing.Token)) > 0)
            {
                _seen.Add(room.AsSpan(0, count));
            }

            _wasThrownOut = true;
        }
        catch (ConnectionClosedException)
        {
            _wasThrownOut = true;
        }
        catch (OperationCanceledException)
        {
            // It has seen enough.
        }
    }
}
