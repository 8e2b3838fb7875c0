namespace Tractor.ProcessTests.Kit;

/// <summary>The test host as the root of a tree, over a transport; its own default if null.</summary>
internal sealed class Root(ActorTransport? transport = null)
{
    /// <summary>Whether its actors listen at files.</summary>
    public bool HasSocketFiles => transport is null || transport == ActorTransport.UnixSocket;

    /// <summary>The scheme of what its actors listen at.</summary>
    public string Transport => (transport ?? ActorTransport.UnixSocket).Scheme;

    /// <summary>Options of a root that leaves the host's signals alone.</summary>
    public ActorRuntimeOptions Options(EventLog? log = null, ActorLimits? limits = null) => new()
    {
        HandleSignals = false,
        LoggerFactory = log,
        Limits = limits ?? new ActorLimits(),
        Transport = transport,
    };

    /// <summary>Runs a nursery, and the root with it, within the bound of all tests.</summary>
    public Task RunAsync(Func<ActorNursery, Task> body, EventLog? log = null, ActorLimits? limits = null) =>
        ActorNursery.RunAsync(body, Options(log, limits)).WithinAsync();

    public Task<T> RunAsync<T>(Func<ActorNursery, Task<T>> body, EventLog? log = null, ActorLimits? limits = null) =>
        ActorNursery.RunAsync(body, Options(log, limits)).WithinAsync();

    /// <summary>The error that a nursery ends with.</summary>
    public Task<Exception> ErrorAsync(Func<ActorNursery, Task> body, EventLog? log = null, ActorLimits? limits = null) =>
        RunAsync(body, log, limits).ErrorAsync();
}
