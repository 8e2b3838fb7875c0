using System.Collections.Concurrent;
using Tractor.Scopes;

namespace Tractor.StreamTests;

/// <summary>The tasks of one conversation in the actor that serves it, and how each ended.</summary>
internal sealed class TalkTasks
{
    private readonly ConcurrentQueue<string> _endings = new();
    private int _live;

    public (int Live, string[] Endings) Account => (Volatile.Read(ref _live), [.. _endings]);

    /// <summary>Runs an endpoint's task, and notes how it ended.</summary>
    public async Task<T> WatchAsync<T>(string name, Func<Task<T>> body)
    {
        using Watched watched = Enter(name);
        try
        {
            T result = await body();
            watched.Ending = result is int count ? $"returned {count}" : "returned";
            return result;
        }
        catch (Exception error)
        {
            // An error of its own has no cause, whatever happens beside it.
            watched.Ending = error is OperationCanceledException ? $"{error.GetType().Name} {Scope.Current?.Cause?.Reason}" : error.GetType().Name;
            throw;
        }
    }

    /// <summary>One that says itself that it came to its end; if it does not, it was cancelled.</summary>
    public Watched Enter(string name)
    {
        Interlocked.Increment(ref _live);
        return new Watched(this, name);
    }

    internal sealed class Watched(TalkTasks tasks, string name) : IDisposable
    {
        public string? Ending { get; set; }

        public void Dispose()
        {
            tasks._endings.Enqueue($"{name} {Ending ?? $"{nameof(OperationCanceledException)} {Scope.Current?.Cause?.Reason}"}");
            Interlocked.Decrement(ref tasks._live);
        }
    }
}
