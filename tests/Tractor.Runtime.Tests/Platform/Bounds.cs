using NUnit.Framework;

namespace Tractor.Tests.Platform;

/// <summary>Waits that end: with what was awaited, or with a failure.</summary>
internal static class Bounds
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public static Task Bounded(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Bounded<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>For what announces itself by no event of ours, such as a state in /proc.</summary>
    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Limit), $"Waited in vain for: {what}");
            await Task.Delay(5);
        }
    }
}
