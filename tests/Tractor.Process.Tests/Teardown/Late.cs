namespace Tractor.ProcessTests.Teardown;

/// <summary>Endpoints that are deaf to their cancel, and fail when a file tells them to.</summary>
internal static partial class Late
{
    [TractorContext]
    private static async Task FailInDialog(Context<Nothing> context, string whenFile)
    {
        await context.StartedAsync(default);
        await FailAsync(whenFile);
    }

    [TractorContext]
    private static Task FailInCall(string whenFile) => FailAsync(whenFile);

    [TractorContext]
    private static async IAsyncEnumerable<int> FailInStream(string whenFile)
    {
        yield return 1;
        await FailAsync(whenFile);
    }

    private static async Task FailAsync(string whenFile)
    {
        Notes.Set("late");
        await Soon.UntilAsync(() => File.Exists(whenFile));
        throw new InvalidOperationException("told to");
    }
}
