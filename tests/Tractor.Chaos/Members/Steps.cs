using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Tractor.Chaos.Members;

/// <summary>What the tasks of this process are at, for a report when they hang, and to see that none is left.</summary>
internal static class Steps
{
    /// <summary>SIGUSR1: asks for the report.</summary>
    public const int ReportSignal = 10;

    private static readonly ConcurrentDictionary<long, string> UnderWay = new();
    private static long _last;
    private static PosixSignalRegistration? _registration;

    public static IReadOnlyList<string> All => [.. UnderWay.Values.Order(StringComparer.Ordinal)];

    public static IDisposable Enter(string what)
    {
        long number = Interlocked.Increment(ref _last);
        UnderWay[number] = what;
        return new Step(number);
    }

    public static void ReportWhenAsked(int index) =>
        _registration ??= PosixSignalRegistration.Create(
            (PosixSignal)ReportSignal,
            context =>
            {
                context.Cancel = true;
                Announcer.Say("steps", index, string.Join("; ", All));
            });

    private sealed class Step(long number) : IDisposable
    {
        public void Dispose() => UnderWay.TryRemove(number, out _);
    }
}
