namespace Tractor.Runtime.Tests.Actors;

/// <summary>What the actors of these tests serve.</summary>
internal static partial class TreeEndpoints
{
    [TractorContext]
    public static async Task<string> WhoAmIAsync()
    {
        string before = CurrentActor.Name;
        await Task.Yield();
        return before == CurrentActor.Name ? $"{before} of {CurrentActor.Root.Name}" : "mixed";
    }

    [TractorContext]
    public static Task<int> SquareAsync(int value) => Task.FromResult(value * value);

    [TractorContext]
    public static Task FailAsync(string message) => throw new InvalidOperationException(message);

    [TractorContext]
    public static async Task<int> WaitAsync(Context<string> context, int result)
    {
        await context.StartedAsync(CurrentActor.Name);
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return result;
    }

    [TractorContext]
    public static async Task<int> DoubleAsync(Context<string> context, int value)
    {
        await context.StartedAsync($"{CurrentActor.Name} {CurrentActor.Context!.DialogId == context.DialogId}");
        return 2 * value;
    }

    /// <summary>Starts as many levels below as it is told, and gives their names from the top down.</summary>
    [TractorContext]
    public static async Task<string> DescendAsync(int depth)
    {
        string here = CurrentActor.Name;
        if (depth == 0)
        {
            return here;
        }

        string below = string.Empty;
        await ActorNursery.RunAsync(async nursery =>
        {
            below = await nursery.RunInActorAsync($"level_{depth}", Endpoints, portal => portal.DescendAsync(depth - 1));
        });
        return $"{here} > {below}";
    }
}
