using System.Diagnostics;

namespace Benchmarks.Harness;

/// <summary>How works are timed, the same for every contender.</summary>
public static class Pace
{
    /// <summary>One call after another for the given time: <c>rate</c>, <c>p50</c> and <c>p99</c> in µs.</summary>
    public static async Task<WorkResult> OneAtATimeAsync(Func<ValueTask> call, TimeSpan duration)
    {
        Latencies latencies = new();
        long begin = Stopwatch.GetTimestamp();
        long end = begin + Ticks(duration);
        long last = begin;
        while (last < end)
        {
            await call().ConfigureAwait(false);
            long now = Stopwatch.GetTimestamp();
            latencies.Add(now - last);
            last = now;
        }

        return Result(latencies, last - begin);
    }

    /// <summary>The same for calls with a result, without a wrapper that would cost.</summary>
    public static async Task<WorkResult> OneAtATimeAsync<T>(Func<ValueTask<T>> call, TimeSpan duration)
    {
        Latencies latencies = new();
        long begin = Stopwatch.GetTimestamp();
        long end = begin + Ticks(duration);
        long last = begin;
        while (last < end)
        {
            await call().ConfigureAwait(false);
            long now = Stopwatch.GetTimestamp();
            latencies.Add(now - last);
            last = now;
        }

        return Result(latencies, last - begin);
    }

    /// <summary>The same for a caller that blocks.</summary>
    public static WorkResult OneAtATime(Action call, TimeSpan duration)
    {
        Latencies latencies = new();
        long begin = Stopwatch.GetTimestamp();
        long end = begin + Ticks(duration);
        long last = begin;
        while (last < end)
        {
            call();
            long now = Stopwatch.GetTimestamp();
            latencies.Add(now - last);
            last = now;
        }

        return Result(latencies, last - begin);
    }

    /// <summary>A number of callers, each with one call at a time, for the given time: calls a second of all.</summary>
    public static async Task<double> InFlightAsync(int callers, Func<int, ValueTask> call, TimeSpan duration)
    {
        long begin = Stopwatch.GetTimestamp();
        long end = begin + Ticks(duration);
        Task<long>[] loops = new Task<long>[callers];
        for (int i = 0; i < callers; i++)
        {
            int caller = i;
            loops[i] = Task.Run(() => LoopAsync(caller, call, end));
        }

        long calls = (await Task.WhenAll(loops).ConfigureAwait(false)).Sum();
        return calls / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>The same for calls with a result.</summary>
    public static async Task<double> InFlightAsync<T>(int callers, Func<int, ValueTask<T>> call, TimeSpan duration)
    {
        long begin = Stopwatch.GetTimestamp();
        long end = begin + Ticks(duration);
        Task<long>[] loops = new Task<long>[callers];
        for (int i = 0; i < callers; i++)
        {
            int caller = i;
            loops[i] = Task.Run(() => LoopAsync(caller, call, end));
        }

        long calls = (await Task.WhenAll(loops).ConfigureAwait(false)).Sum();
        return calls / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    /// <summary>Transfers of growing counts until one takes about the given time: items a second of that one.</summary>
    public static async Task<double> ItemsAsync(Func<int, Task> transfer, TimeSpan duration, int first = 1000)
    {
        int count = first;
        while (true)
        {
            long begin = Stopwatch.GetTimestamp();
            await transfer(count).ConfigureAwait(false);
            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            if (took >= duration / 2)
            {
                return count / took.TotalSeconds;
            }

            count = (int)Math.Min(count * Math.Clamp(duration / took, 2, 30), int.MaxValue / 2);
        }
    }

    private static async Task<long> LoopAsync(int caller, Func<int, ValueTask> call, long end)
    {
        long calls = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            await call(caller).ConfigureAwait(false);
            calls++;
        }

        return calls;
    }

    private static async Task<long> LoopAsync<T>(int caller, Func<int, ValueTask<T>> call, long end)
    {
        long calls = 0;
        while (Stopwatch.GetTimestamp() < end)
        {
            await call(caller).ConfigureAwait(false);
            calls++;
        }

        return calls;
    }

    private static long Ticks(TimeSpan duration) => (long)(duration.TotalSeconds * Stopwatch.Frequency);

    private static WorkResult Result(Latencies latencies, long ticks) => WorkResult
        .Rate(latencies.Count * (double)Stopwatch.Frequency / ticks)
        .With("p50", latencies.Percentile(0.5))
        .With("p99", latencies.Percentile(0.99));
}
