namespace Tractor.ProcessTests.Teardown;

/// <summary>Actors that end well, badly or not at all when they are cancelled.</summary>
internal static partial class Workers
{
    [TractorContext]
    private static async Task<int> Serve(Context<int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    [TractorContext]
    private static async Task<int> Square(int number)
    {
        await Task.Yield();
        return number * number;
    }

    [TractorContext]
    private static Task<string?> Nothing() => Task.FromResult<string?>(null);

    [TractorContext]
    private static async Task<(string Name, int Pid)[]> Recurse(int depth)
    {
        (string Name, int Pid) self = (CurrentActor.Name, Environment.ProcessId);
        if (depth == 0)
        {
            return [self];
        }

        (string Name, int Pid)[] below = await ActorNursery.RunAsync(nursery =>
            nursery.RunInActorAsync($"level_{depth - 1}", Endpoints, async portal => await portal.RecurseAsync(depth - 1)));
        return [self, .. below];
    }

    /// <summary>Blocks a thread for ever.</summary>
    [TractorContext]
    private static async Task<int> Block(Context<int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        Thread.Sleep(Timeout.Infinite);
        return 0;
    }

    /// <summary>Cleans up for a while after it was cancelled.</summary>
    [TractorContext]
    private static async Task<int> CleanUp(Context<int> context, int milliseconds, string file)
    {
        await context.StartedAsync(Environment.ProcessId);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await Task.Delay(milliseconds, CancellationToken.None);
            await File.AppendAllTextAsync(file, "clean", CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Hears of its cancel, and of SIGTERM, and goes on.</summary>
    [TractorContext]
    private static async Task<int> Ignore(Context<int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return 0;
    }

    /// <summary>Has a nursery of its own with one actor in it.</summary>
    [TractorContext]
    private static async Task<int> Host(Context<int> context, bool blocked)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("inner", Endpoints);
            await using var inner = blocked ? await portal.OpenBlockAsync() : await portal.OpenServeAsync();
            await context.StartedAsync(inner.Started);
            await inner.ResultAsync();
        });
        return 0;
    }

    /// <summary>As <see cref="Host"/>, a level deeper at a time: reports the pids from the top.</summary>
    [TractorContext]
    private static async Task<int> Nest(Context<int[]> context, int depth, string leaf)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync($"nest_{depth}", Endpoints);
            if (depth == 0)
            {
                await using var innermost = await (leaf switch
                {
                    "blocks" => portal.OpenBlockAsync(),
                    "ignores" => portal.OpenIgnoreAsync(),
                    _ => portal.OpenServeAsync(),
                });
                await context.StartedAsync([innermost.Started]);
                await innermost.ResultAsync();
                return;
            }

            await using var below = await portal.OpenNestAsync(depth - 1, leaf);
            await context.StartedAsync([portal.Actor.Pid, .. below.Started]);
            await below.ResultAsync();
        });
        return 0;
    }

    /// <summary>
    /// So many levels below this one: each cleans up for a while after it was cancelled, and notes in the directory that it
    /// has, and that its process ended by itself.
    /// </summary>
    [TractorContext]
    private static Task Chain(Context<Nothing> context, int depth, int milliseconds, string directory) => ActorNursery.RunAsync(async nursery =>
    {
        CurrentActor.OnExit(new FileNote(Path.Combine(directory, $"exit_{depth}"), "ended"));
        try
        {
            if (depth > 0)
            {
                Portal portal = await nursery.StartActorAsync($"chain_{depth - 1}", Endpoints);
                await portal.OpenChainAsync(depth - 1, milliseconds, directory);
            }

            await context.StartedAsync(default);
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        }
        finally
        {
            await Task.Delay(milliseconds, CancellationToken.None);
            await File.WriteAllTextAsync(Path.Combine(directory, $"clean_{depth}"), "clean", CancellationToken.None);
        }
    });

    /// <summary>Fails as soon as the actor below it blocks, whose pid it gives.</summary>
    [TractorContext]
    private static Task FailAboveBlocked(Context<int> context) => ActorNursery.RunAsync(async nursery =>
    {
        Portal portal = await nursery.StartActorAsync("inner", Endpoints);
        await context.StartedAsync((await portal.OpenBlockAsync()).Started);
        throw new InvalidOperationException("the middle failed");
    });
}
