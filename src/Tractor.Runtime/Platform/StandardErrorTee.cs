using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using System.Text;
using Tractor.AsyncMethods;

namespace Tractor.Platform;

/// <summary>
/// Passes bytes on to a descriptor, by a thread of its own and through a bounded queue: who does not read there
/// blocks nobody. What finds the queue full is dropped; one note in its place says how much.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class StandardErrorTee
{
    public const int Capacity = 64 * 1024;

    private const int ChunkLength = 8 * 1024;

    private static readonly Lazy<StandardErrorTee> OfThisProcess = new(() => new StandardErrorTee(new FileDescriptor(2, owned: false)));

    // An object, not a Lock: the thread waits on it.
    private readonly object _gate = new();
    private readonly ByteQueue _queue = new(Capacity);
    private readonly DescriptorWriter _writer;
    private TaskCompletionSource? _idle;
    private long _dropped;
    private bool _stopped;

    public StandardErrorTee(FileDescriptor target)
    {
        _writer = new DescriptorWriter(target);
        Thread thread = new(Run) { IsBackground = true, Name = "tractor stderr" };
        thread.Start();
    }

    /// <summary>To this process's own standard error.</summary>
    public static StandardErrorTee Shared => OfThisProcess.Value;

    /// <summary>Waits, at most for the limit, until all that came so far is out on this process's standard error.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task FlushSharedAsync(TimeSpan limit, TimeProvider time)
    {
        if (OfThisProcess.IsValueCreated)
        {
            await Task.WhenAny(Shared.FlushAsync(), Task.Delay(limit, time)).Uncaptured();
        }
    }

    /// <summary>Queues the bytes, or drops what has no room. Never blocks.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            // After a drop nothing enters until the note is on its way, so that it stands where the gap is.
            int taken = _dropped > 0 ? 0 : _queue.Enqueue(bytes);
            _dropped += bytes.Length - taken;
            if (bytes.Length > 0)
            {
                _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Completes when nothing is left to write; the caller bounds the wait.</summary>
    public Task FlushAsync()
    {
        lock (_gate)
        {
            return _idle?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Lets the thread end when it has written all. The descriptor stays open.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _stopped = true;
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        byte[] chunk = new byte[ChunkLength];
        for (int count = TakeChunk(chunk); count > 0; count = TakeChunk(chunk))
        {
            _writer.Write(chunk.AsSpan(0, count));
        }
    }

    // Zero when stopped.
    private int TakeChunk(byte[] chunk)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && _dropped == 0)
            {
                _idle?.SetResult();
                _idle = null;
                if (_stopped)
                {
                    return 0;
                }

                Monitor.Wait(_gate);
            }

            return _queue.Count > 0 ? _queue.Dequeue(chunk) : TakeNote(chunk);
        }
    }

    private int TakeNote(byte[] chunk)
    {
        string note = $"\n[tractor: {_dropped} bytes of children's standard error were dropped, as nobody read it in time]\n";
        _dropped = 0;
        return Encoding.UTF8.GetBytes(note, chunk);
    }
}
