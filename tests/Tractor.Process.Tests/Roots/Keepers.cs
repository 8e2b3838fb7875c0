namespace Tractor.ProcessTests.Roots;

/// <summary>Actors with resources for their exit, which append their numbers to a file.</summary>
internal static partial class Keepers
{
    public static void Keep(string file)
    {
        for (int i = 1; i <= 3; i++)
        {
            CurrentActor.OnExit(new Note(file, i));
        }
    }

    [TractorContext]
    private static Task<int> Hold(string file)
    {
        Keep(file);
        return Task.FromResult(Environment.ProcessId);
    }

    [TractorContext]
    private static Task HoldAndFail(string file)
    {
        Keep(file);
        throw new InvalidOperationException("after it took its resources");
    }

    [TractorContext]
    private static async Task HoldAndTimeOut(string file)
    {
        Keep(file);
        await CancelScope.RunAsync(scope => Task.Delay(Timeout.Infinite, scope.CancellationToken), TimeSpan.FromMilliseconds(50));
        throw new TimeoutException();
    }

    [TractorContext]
    private static Task HoldAndLeave(string file)
    {
        Keep(file);
        CurrentActor.RequestCancel();
        return Task.CompletedTask;
    }

    /// <summary>Has the runtime's own event of the exit write to the file, slowly.</summary>
    [TractorContext]
    private static Task ExitSlowly(string file, int milliseconds)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            Thread.Sleep(milliseconds);
            File.WriteAllText(file, "3 2 1 ");
        };
        return Task.CompletedTask;
    }

    private sealed class Note(string file, int number) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            // A real resource takes its time.
            await Task.Delay(10);
            await File.AppendAllTextAsync(file, $"{number} ");
            if (number == 2)
            {
                throw new InvalidOperationException("keeps none of the others");
            }
        }
    }
}
