using System.Diagnostics;
using System.Net.Sockets;
using Benchmarks.Harness;

namespace Benchmarks.RawTree;

/// <summary>The raw child: a process of the same kind that touches sockets only.</summary>
internal sealed class RawContender : IContender, IDisposable
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly ScratchSocket _scratch = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RawContender()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_scratch.Path));
        _listener.Listen(64);
    }

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Spawn] = duration => Task.FromResult(Spawn(duration)),
        [Harness.Works.Memory] = _ => MemoryAsync(),
        [Harness.Works.Tree8] = _ => Task.FromResult(Flat(8)),
        [Harness.Works.Tree32] = _ => Task.FromResult(Flat(32)),
    };

    public void Dispose()
    {
        _listener.Dispose();
        _scratch.Dispose();
    }

    private WorkResult Spawn(TimeSpan duration)
    {
        List<double> times = [];
        long begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < duration || times.Count < 3)
        {
            long start = Stopwatch.GetTimestamp();
            using RawProcess child = RawProcess.Start(_scratch.Path);
            child.Greet(_listener);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return new WorkResult().With("first-reply", Median.Of(times));
    }

    private async Task<WorkResult> MemoryAsync()
    {
        using RawProcess child = RawProcess.Start(_scratch.Path);
        child.Greet(_listener);
        await Task.Delay(Settling);
        (double rss, double pss) = ProcFiles.Memory(child.Id);
        return new WorkResult().With("rss", rss).With("pss", pss);
    }

    private WorkResult Flat(int count)
    {
        long start = Stopwatch.GetTimestamp();
        RawProcess[] children = [.. Enumerable.Range(0, count).Select(_ => RawProcess.Start(_scratch.Path))];
        foreach (RawProcess child in children)
        {
            child.Greet(_listener);
        }

        long ready = Stopwatch.GetTimestamp();
        foreach (RawProcess child in children)
        {
            child.CloseConnection();
        }

        foreach (RawProcess child in children)
        {
            child.Dispose();
        }

        return new WorkResult()
            .With("ready", Stopwatch.GetElapsedTime(start, ready).TotalMilliseconds)
            .With("ended", Stopwatch.GetElapsedTime(ready).TotalMilliseconds);
    }
}
