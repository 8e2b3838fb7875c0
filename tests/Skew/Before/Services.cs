namespace Tractor.Skew;

/// <summary>The endpoints before the change.</summary>
internal static partial class Services
{
    public const string Build = "before";

    [TractorContext]
    private static Task<string> Same(int value) => Task.FromResult($"{Build} {value}");

    [TractorContext]
    private static Task<string> Changed(int value) => Task.FromResult($"{Build} {value}");

    [TractorContext]
    private static async Task<string> ChangedTalk(Context<int> context)
    {
        await context.StartedAsync(1);
        return Build;
    }

    [TractorContext]
    private static Task<string> OnlyBefore() => Task.FromResult(Build);
}
