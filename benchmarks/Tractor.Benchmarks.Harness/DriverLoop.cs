using System.Globalization;

namespace Benchmarks.Harness;

/// <summary>
/// The measuring end's half of the conversation with the driver: a line <c>WORK SECONDS</c> on standard input, a line
/// with the result on standard output, until standard input ends.
/// </summary>
public static class DriverLoop
{
    /// <summary>Serves the driver until it closes standard input.</summary>
    public static async Task RunAsync(IContender contender)
    {
        Console.WriteLine(WorkResult.Mark + "ready=1");
        while (await ReadLineAsync() is { } line)
        {
            string[] parts = line.Split(' ');
            TimeSpan duration = TimeSpan.FromSeconds(double.Parse(parts[1], CultureInfo.InvariantCulture));
            Console.WriteLine(await DoAsync(contender, parts[0], duration));
        }
    }

    /// <summary>Completes when standard input ends: the process that started this one wants no more of it.</summary>
    public static async Task UntilInputEndsAsync()
    {
        while (await ReadLineAsync() is not null)
        {
        }
    }

    private static async Task<WorkResult> DoAsync(IContender contender, string work, TimeSpan duration)
    {
        if (!contender.Works.TryGetValue(work, out Func<TimeSpan, Task<WorkResult>>? measure))
        {
            return WorkResult.Failed(WorkResult.Unknown);
        }

        try
        {
            return await measure(duration);
        }
        catch (Exception exception)
        {
            return WorkResult.Failed($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    // A thread of its own waits, so that no thread of the pool is missing in what is measured.
    private static Task<string?> ReadLineAsync() =>
        Task.Factory.StartNew(Console.In.ReadLine, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
