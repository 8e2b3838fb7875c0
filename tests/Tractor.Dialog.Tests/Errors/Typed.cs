namespace Tractor.DialogTests;

/// <summary>Endpoints that throw errors of types that are known, or not, where they are called from.</summary>
internal static partial class Typed
{
    [TractorContext]
    private static Task<int> Throw(string type)
    {
        Exception error = type switch
        {
            nameof(OutOfStockException) => new OutOfStockException("none left", new FormatException("behind it")),
            nameof(TextOnlyException) => new TextOnlyException("only text"),
            nameof(SlowlyMadeException) => new SlowlyMadeException(),
            nameof(StubbornException) => new StubbornException(),
            nameof(ForeignException) => new ForeignException("unknown"),
            nameof(TimeoutException) => new TimeoutException("too late"),
            nameof(NoResultException) => new NoResultException("X.Y", CurrentActor.Id, "it was cancelled"),
            _ => new InvalidOperationException(type),
        };
        error.Data["article"] = 12;
        throw error;
    }

    [TractorContext]
    private static async Task<int> ThrowFar(ActorAddress address, string type)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        return await other.ThrowAsync(type);
    }

    [TractorContext]
    private static async Task<int> ThrowInDialog(Context<int> context, string type, bool start)
    {
        if (start)
        {
            await context.StartedAsync(1);
        }

        return await Throw(type);
    }

    [TractorContext]
    private static async IAsyncEnumerable<int> ThrowInStream(string type)
    {
        yield return 1;
        await Throw(type);
    }
}
