using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>What a child does at SIGTERM, SIGINT and SIGHUP, until it is disposed.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildSignals : IDisposable
{
    private const int Interrupted = 130;

    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _hangUp;
    private int _interrupts;

    public ChildSignals(ChildRunner runner)
    {
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnTerminate(context, runner));
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt);
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, static context => context.Cancel = true);
    }

    public void Dispose()
    {
        _hangUp.Dispose();
        _interrupt.Dispose();
        _terminate.Dispose();
    }

    private static void OnTerminate(PosixSignalContext context, ChildRunner runner)
    {
        context.Cancel = true;
        if (!runner.RequestEnd(CancelReason.Signal, "it got SIGTERM"))
        {
            SignalExit.Now(128 + 15);
        }
    }

    // The first Ctrl-C goes to the whole group, and the root ends its tree in order; the second ends everything now.
    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _interrupts) > 1)
        {
            ForcedEnd.LeaveNothing();
            SignalExit.Now(Interrupted);
        }
    }
}
