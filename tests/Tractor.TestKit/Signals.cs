using System.Runtime.InteropServices;
using NUnit.Framework;

namespace Tractor.TestKit;

/// <summary>Signals to single processes, by pid.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    public static void Send(int pid, int signal) =>
        Assert.That(SendSignal(pid, signal), Is.Zero, $"kill({pid}, {signal}) failed");

    /// <summary>For cleaning up: whoever is gone already is fine.</summary>
    public static void TrySend(int pid, int signal) => _ = SendSignal(pid, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int pid, int signal);
}
