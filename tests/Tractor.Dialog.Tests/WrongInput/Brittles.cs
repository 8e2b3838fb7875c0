namespace Tractor.DialogTests;

/// <summary>Endpoints whose payloads break.</summary>
internal static partial class Brittles
{
    [TractorContext]
    private static Task<int> Take(Brittle value) => Task.FromResult((int)value.On);

    [TractorContext]
    private static Task<Brittle> Give(BreaksOn on) => Task.FromResult(new Brittle { On = on });

    [TractorContext]
    private static async Task<Brittle> Both(Context<Brittle> context, BreaksOn first, BreaksOn result)
    {
        await context.StartedAsync(new Brittle { On = first });
        return new Brittle { On = result };
    }

    [TractorContext]
    private static Task<string> Fill(int length) => Task.FromResult(new string('x', length));

    [TractorContext]
    private static Task<int> Measure(string text) => Task.FromResult(text.Length);

    [TractorContext]
    private static async Task<int> FillFirst(Context<string> context, int length)
    {
        await context.StartedAsync(new string('x', length));
        return 0;
    }

    /// <summary>Hands over a value that cannot travel while it is being cancelled (CTX-18).</summary>
    [TractorContext]
    private static async Task<int> BreakInCleanup(Context<Brittle> context, string key)
    {
        try
        {
            Notes.Set(key);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await context.StartedAsync(new Brittle { On = BreaksOn.Writing });
        }

        return 0;
    }

    [TractorContext]
    private static Task<long> Mix(int first, long second, Guid third) => Task.FromResult(first + second + third.Version);
}
