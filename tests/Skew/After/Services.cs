namespace Tractor.Skew;

/// <summary>The endpoints after the change.</summary>
internal static partial class Services
{
    public const string Build = "after";

    [TractorContext]
    private static Task<string> Same(int value) => Task.FromResult($"{Build} {value}");

    [TractorContext]
    private static Task<string> Changed(int value, string unit) => Task.FromResult($"{Build} {value} {unit}");

    [TractorContext]
    private static async Task<string> ChangedTalk(Context<long> context)
    {
        await context.StartedAsync(1);
        return Build;
    }

    [TractorContext]
    private static Task<string> OnlyAfter() => Task.FromResult(Build);
}
