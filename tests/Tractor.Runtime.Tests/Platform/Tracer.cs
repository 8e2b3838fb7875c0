using System.Runtime.InteropServices;
using System.Runtime.Versioning;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

/// <summary>Stands for a debugger or strace: traces a process and does not look at its death.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Tracer
{
    private const nint Seize = 0x4206;

    public static void Run(int pid)
    {
        bool traces = Trace(Seize, pid, 0, 0) == 0;
        Console.Error.WriteLine(traces ? "traces" : "may not");
        Bounds.UntilAsync(() => ProcFile.State(pid) == 'Z', "death of the traced").GetAwaiter().GetResult();
        Console.Error.WriteLine("dead");
        using ManualResetEventSlim killed = new();
        killed.Wait(Bounds.Limit);
        SignalExit.Now(0);
    }

    [LibraryImport(NativeLibraryName.C, EntryPoint = "ptrace", SetLastError = true)]
    private static partial nint Trace(nint request, int pid, nint address, nint data);
}
