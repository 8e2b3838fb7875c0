using System.Diagnostics;

namespace Tractor.ProcessTests.Death;

/// <summary>Actors that wait, or end as they are told.</summary>
internal static partial class Victims
{
    [TractorContext]
    private static async Task<int> Live(Context<int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    /// <summary>Has items, of which none comes.</summary>
    [TractorContext]
    private static async Task<int> Keep(Context<int, int, int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    /// <summary>Gives the path of its socket file.</summary>
    [TractorContext]
    private static Task<string> Listen() => Task.FromResult(CurrentActor.Address.Endpoint);

    /// <summary>Does not listen to its cancellation.</summary>
    [TractorContext]
    private static async Task<int> Endure(Context<int> context)
    {
        await context.StartedAsync(Environment.ProcessId);
        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return 0;
    }

    /// <summary>Notes in a file why it was cancelled, and by whom.</summary>
    [TractorContext]
    private static async Task Witness(Context<Nothing> context, string file)
    {
        await context.StartedAsync(default);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await File.WriteAllTextAsync(file, $"{context.Cancellation!.Reason} {context.Cancellation.Canceller}", CancellationToken.None);
        }
    }

    [TractorContext]
    private static async Task<int> Wait(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    /// <summary>A process that inherits this one's standard error, and outlives it.</summary>
    [TractorContext]
    private static Task<int> StartSleeper()
    {
        using Process sleeper = Process.Start("sleep", "30");
        return Task.FromResult(sleeper.Id);
    }

    [TractorContext]
    private static async Task<int> Die(string how)
    {
        await Console.Error.WriteLineAsync($"about to {how}");
        switch (how)
        {
            case "exit":
                Environment.Exit(3);
                break;
            case "exit in peace":
                Environment.Exit(0);
                break;
            case "fail fast":
                Environment.FailFast("enough of it");
                break;
            case "overflow":
                return Overflow(1);
            case "throw":
                new Thread(() => throw new InvalidOperationException("on a thread of its own")).Start();
                break;
            default:
                Process.GetCurrentProcess().Kill();
                break;
        }

        await Task.Delay(Timeout.Infinite, CancellationToken.None);
        return 0;
    }

    /// <summary>Ends as told where it cleans up.</summary>
    [TractorContext]
    private static async Task DieLate(Context<int> context, string how)
    {
        await context.StartedAsync(Environment.ProcessId);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await Task.Yield(); // On a short stack: the end of the standard error is what is kept.
            await Die(how);
        }
    }

    /// <summary>Gives its result; then its process crashes where it exits.</summary>
    [TractorContext]
    private static Task<int> DieAfterwards()
    {
        CurrentActor.OnExit(new Crash());
        return Task.FromResult(1);
    }

    /// <summary>As <see cref="DieLate"/>, in an actor below this one, whose pid it gives.</summary>
    [TractorContext]
    private static Task DieLateBelow(Context<int> context, string how) => ActorNursery.RunAsync(async nursery =>
    {
        Portal portal = await nursery.StartActorAsync("late", Endpoints);
        await using var below = await portal.OpenDieLateAsync(how);
        await context.StartedAsync(below.Started);
        await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
    });

    private static int Overflow(int depth) => Overflow(depth + 1) + depth;

    private sealed class Crash : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            _ = Below(100);
            return default;
        }

        // The frames of its report are more than 4 KB.
        private static int Below(int depth)
        {
            if (depth == 0)
            {
                Environment.FailFast("in the last moment");
            }

            return Below(depth - 1) + 1;
        }
    }
}
