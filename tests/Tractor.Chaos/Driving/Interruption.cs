using System.Runtime.InteropServices;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Ends a run that is stopped from outside: with all its processes, and its directory.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Sandbox _sandbox;
    private readonly PosixSignalRegistration[] _registrations;
    private int _isEnding;

    public Interruption(Sandbox sandbox)
    {
        _sandbox = sandbox;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, 130)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, 143)),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => End(context, 129)),
        ];
    }

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void End(PosixSignalContext context, int code)
    {
        context.Cancel = true;
        if (Interlocked.Exchange(ref _isEnding, 1) != 0)
        {
            return;
        }

        // New ones may be under way, and orphans come to us.
        long start = TimeProvider.System.GetTimestamp();
        while (ProcessTable.Descendants(except: 0).Where(row => !row.IsZombie).ToList() is { Count: > 0 } rows && TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            rows.ForEach(row => Native.Signal(row.Pid, Native.Kill));
            Thread.Sleep(TimeSpan.FromMilliseconds(5));
        }

        _sandbox.Dispose();
        Environment.Exit(code);
    }
}
