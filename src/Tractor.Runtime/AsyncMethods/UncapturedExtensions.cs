namespace Tractor.AsyncMethods;

/// <summary>
/// What <c>ConfigureAwait(false)</c> is, for methods that are built by <see cref="PrecompiledTaskMethodBuilder"/>: the
/// code that waits is made for the awaiter's type, and can only be compiled ahead when that is ours.
/// </summary>
internal static class UncapturedExtensions
{
    public static UncapturedTask Uncaptured(this Task task) => new(task);

    /// <summary>The same, and throws nothing: what became of the task is for who awaits it to look at.</summary>
    public static SettledTask Settled(this Task task) => new(task);

    public static UncapturedTask<TResult> Uncaptured<TResult>(this Task<TResult> task) => new(task);

    public static UncapturedValueTask Uncaptured(this ValueTask task) => new(task);

    public static UncapturedValueTask<TResult> Uncaptured<TResult>(this ValueTask<TResult> task) => new(task);
}
