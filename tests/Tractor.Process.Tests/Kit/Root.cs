namespace Tractor.ProcessTests.Kit;

/// <summary>The test host as the root of a tree.</summary>
internal static class Root
{
    /// <summary>Options of a root that leaves the host's signals alone.</summary>
    public static ActorRuntimeOptions Options(EventLog? log = null, ActorLimits? limits = null) => new()
    {
        HandleSignals = false,
        LoggerFactory = log,
        Limits = limits ?? new ActorLimits(),
    };

    /// <summary>Runs a nursery, and the root with it, within the bound of all tests.</summary>
    public static Task RunAsync(Func<ActorNursery, Task> body, EventLog? log = null, ActorLimits? limits = null) =>
        ActorNursery.RunAsync(body, Options(log, limits)).WithinAsync();

    public static Task<T> RunAsync<T>(Func<ActorNursery, Task<T>> body, EventLog? log = null, ActorLimits? limits = null) =>
        ActorNursery.RunAsync(body, Options(log, limits)).WithinAsync();

    /// <summary>The error that a nursery ends with.</summary>
    public static Task<Exception> ErrorAsync(Func<ActorNursery, Task> body, EventLog? log = null, ActorLimits? limits = null) =>
        RunAsync(body, log, limits).ErrorAsync();
}
