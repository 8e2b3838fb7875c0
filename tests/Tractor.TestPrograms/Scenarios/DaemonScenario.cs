using Tractor.Actors;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>
/// A root that serves, and a client of it that is a root too: neither started the other. The client is told the daemon's
/// address and the secret of its tree, as whoever may visit it has to be.
/// </summary>
internal static partial class DaemonScenario
{
    /// <summary>The daemon. The argument is its transport.</summary>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        ActorRuntimeOptions options = new()
        {
            Name = "daemon",
            Endpoints = Endpoints,
            Transport = ActorTransport.Find(arguments[0]),
        };
        await ActorRuntime.RunAsync(
            async runtime =>
            {
                Announce.Event("serving", $"{runtime.Address} {string.Join(' ', ActorsInProcess.Get("test").Setup.TreeSecret)}");
                await Task.Delay(Timeout.Infinite, runtime.CancellationToken);
            },
            options);
        return 0;
    }

    /// <summary>The client: tells what it sees of the daemon's end. The arguments are as the daemon announced them.</summary>
    public static async Task<int> VisitAsync(string[] arguments)
    {
        ActorId id = new("client", Guid.NewGuid(), Environment.ProcessId);
        ActorAddress address = ActorAddress.Parse(arguments[0]);
        await using Actor client = new(
            new ActorSetup { Id = id, Root = id, TreeSecret = [.. arguments.Skip(1).Select(Guid.Parse)], Transport = ActorTransport.UnixSocket },
            parentScope: null);
        Portal daemon = (await client.ConnectAsync(address, CancellationToken.None)).PortalFor(client.Scope);
        await using var visit = await daemon.OpenHostAsync();
        Announce.Event("visiting", string.Join(' ', visit.Started));

        Outcome<int> outcome = await visit.WaitAsync();
        Announce.Event("dialog", outcome.Error is ContextCancelledException cancelled ? $"{cancelled.Cancellation.Reason} by {cancelled.Canceller?.Name}" : $"{outcome}");
        Exception lost = await daemon.Link.Lost;
        Announce.Event("lost", $"{lost.GetType().Name} {lost.Message}");
        Announce.Event("call", await ErrorOfAsync(() => daemon.TellAsync()));
        Announce.Event("reconnect", await ErrorOfAsync(() => client.ConnectAsync(address, CancellationToken.None)));
        return 0;
    }

    private static async Task<string> ErrorOfAsync(Func<Task> work)
    {
        try
        {
            await work();
            return "none";
        }
        catch (TractorException error)
        {
            return $"{error.GetType().Name} {error.Message}";
        }
    }

    [TractorContext]
    private static Task<int> Tell() => Task.FromResult(Environment.ProcessId);

    /// <summary>Has children as long as its visitor is there: tells the processes of all.</summary>
    [TractorContext]
    private static async Task<int> Host(Context<int[]> context)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal[] workers = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => nursery.StartActorAsync($"worker_{i}", Endpoints)));
            await Task.WhenAll(workers.Select(worker => worker.OpenWorkAsync()));
            await context.StartedAsync([Environment.ProcessId, .. workers.Select(worker => worker.Actor.Pid)]);
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        });
        return 0;
    }

    [TractorContext]
    private static async Task<int> Work(Context<Nothing> context)
    {
        await context.StartedAsync(default);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Announce.Event("finally", CurrentActor.Name);
        }

        return 0;
    }
}
