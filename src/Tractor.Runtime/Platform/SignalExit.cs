using System.Diagnostics.CodeAnalysis;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Ends of this process that run nothing more: no handler, no finalizer, no flush.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class SignalExit
{
    /// <summary>
    /// Ends as if nobody had handled the signal, so that a shell sees which one it was. Where the kernel keeps it
    /// from us (process 1 of a container), ends with the code that shells give it, 128 + signal.
    /// </summary>
    [DoesNotReturn]
    public static void DieBy(int signal)
    {
        _ = NativeSignals.SetHandler(signal, NativeSignals.DefaultHandler);
        SignalSet signals = default;
        _ = NativeSignals.AddToSet(&signals, signal);
        _ = NativeSignals.ChangeMask(NativeSignals.Unblock, &signals, null);

        // To this thread: sent to the process it might go to another one, and we be faster with our exit.
        _ = NativeSignals.Raise(signal);
        Now(128 + signal);
    }

    /// <summary>Ends at once with a code of 0 to 255.</summary>
    [DoesNotReturn]
    public static void Now(int code)
    {
        NativeSignals.ExitNow(code);
        throw new InvalidOperationException("The process has ended.");
    }
}
