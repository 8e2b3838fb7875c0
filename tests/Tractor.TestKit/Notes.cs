using System.Collections.Concurrent;

namespace Tractor.TestKit;

/// <summary>Announcements inside one process, by key; a key is used by one test only.</summary>
public static class Notes
{
    private static readonly ConcurrentDictionary<string, TaskCompletionSource<string>> All = new();

    public static void Set(string key, string value = "") => Of(key).TrySetResult(value);

    public static Task<string> WaitAsync(string key) => Of(key).Task;

    private static TaskCompletionSource<string> Of(string key) =>
        All.GetOrAdd(key, static _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
}
