using System.Runtime.InteropServices;

namespace Tractor.Chaos.Seeing;

/// <summary>The system calls of the driver.</summary>
internal static unsafe partial class Native
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int SetChildSubreaper = 36;
    private const int NoHang = 1;

    /// <summary>Has the orphans below come to this process, so that none is lost sight of.</summary>
    public static void BecomeSubreaper() => Check(Control(SetChildSubreaper, 1, 0, 0, 0), "prctl");

    public static bool Signal(int pid, int signal) => SendSignal(pid, signal) == 0;

    public static void MakePipe(string path) => Check(MakeFifo(path, Convert.ToUInt32("600", 8)), "mkfifo");

    /// <summary>Takes a dead child of this process away.</summary>
    public static void Reap(int pid) => _ = WaitFor(pid, null, NoHang);

    /// <summary>Makes one descriptor another.</summary>
    public static void Redirect(SafeHandle from, int to) => Check(Duplicate(from, to), "dup2");

    private static void Check(int result, string what)
    {
        if (result < 0)
        {
            throw new InvalidOperationException($"{what} failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int Control(int option, nuint argument, nuint unused3, nuint unused4, nuint unused5);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    private static partial int WaitFor(int pid, int* status, int options);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    private static partial int Duplicate(SafeHandle from, int to);
}
