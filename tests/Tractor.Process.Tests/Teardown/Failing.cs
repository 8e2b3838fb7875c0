using System.Runtime.ExceptionServices;

namespace Tractor.ProcessTests.Teardown;

/// <summary>Actors that fail: alone, in trees, and while others come up.</summary>
internal static partial class Failing
{
    [TractorContext]
    private static async Task Fail(int milliseconds, string message, CancellationToken cancellationToken)
    {
        await Task.Delay(milliseconds, cancellationToken);
        throw new InvalidOperationException(message);
    }

    /// <summary>A tree of which only the leaves fail by themselves: two children a level.</summary>
    [TractorContext]
    private static Task FailBelow(int depth) => depth == 0
        ? throw new InvalidOperationException($"leaf {CurrentActor.Name}")
        : FailTogetherAsync(null, 2, (i, portal) => portal.FailBelowAsync(depth - 1));

    [TractorContext]
    private static async Task Stay(Context<Nothing> context)
    {
        await context.StartedAsync(default);
        Notes.Set("stays");
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
    }

    /// <summary>
    /// Talks to another actor, does not look at its own cancel, and fails by what it sees of that one's: at once, or calling
    /// it once more when it is gone.
    /// </summary>
    [TractorContext]
    private static async Task FailWithOther(ActorAddress address, bool later) => await CancelScope.RunAsync(
        async _ =>
        {
            Portal other = await CurrentActor.ConnectAsync(address);
            var talk = await other.OpenStayAsync();
            Outcome<Nothing> outcome = await talk.WaitAsync();
            if (later)
            {
                await Soon.UntilAsync(() => !other.IsConnected);
                await other.FailAsync(0, "not reached");
            }

            ExceptionDispatchInfo.Throw(outcome.Error!);
        },
        shield: true);

    /// <summary>Hosts a nursery as long as its dialog lasts; a task of that nursery fails when it is told to.</summary>
    [TractorContext]
    private static async Task Manage(Context<Nothing> context, string whenFile)
    {
        await ActorNursery.RunAsync(async nursery =>
        {
            await nursery.StartActorAsync("managed", Endpoints);
            nursery.Run(async token =>
            {
                await Soon.HoldsAsync(Soon.Bound, () => File.Exists(whenFile));
                throw new KeyNotFoundException("a name in the background");
            });
            await context.StartedAsync(default);
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        });
    }

    /// <summary>Runs one-shots that all fail, of which none is told of before all have. The options are for a root, where this makes one.</summary>
    public static Task FailTogetherAsync(ActorRuntimeOptions? options, int count, Func<int, Portal, Task> fail, int bystanders = 0) => ActorNursery.RunAsync(
        async nursery =>
        {
            for (int i = 0; i < bystanders; i++)
            {
                await nursery.StartActorAsync("bystander", Endpoints);
            }

            TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
            int failed = 0;
            for (int i = 0; i < count; i++)
            {
                int number = i;
                _ = nursery.RunInActorAsync($"shot_{number}", Endpoints, async portal =>
                {
                    Exception error = await fail(number, portal).ErrorAsync();
                    if (Interlocked.Increment(ref failed) == count)
                    {
                        all.SetResult();
                    }

                    await all.Task;
                    ExceptionDispatchInfo.Throw(error);
                });
            }

            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        },
        options);
}
