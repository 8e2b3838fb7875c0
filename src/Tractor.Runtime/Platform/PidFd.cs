using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>A process by descriptor: unlike a pid it can never come to mean another one.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class PidFd : FileDescriptor
{
    private const int CodeExited = 1;
    private const int CodeDumped = 3;

    private PidFd(int descriptor)
        : base(descriptor)
    {
    }

    /// <summary>Null when there is no such process any more.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">Descriptors are short, or the kernel knows no pidfd.</exception>
    public static PidFd? Open(int pid)
    {
        nint descriptor = NativeProcesses.OpenPidFd(NativeProcesses.PidFdOpen, pid, 0);
        if (descriptor >= 0)
        {
            return new PidFd((int)descriptor);
        }

        int error = Errno.Last;
        return error == Errno.NoProcess ? null : throw Errno.Failure($"Cannot watch process {pid}", error);
    }

    /// <summary>False when the process is gone, or this descriptor closed.</summary>
    public bool Send(int signal)
    {
        try
        {
            return NativeProcesses.SendSignal(NativeProcesses.PidFdSendSignal, this, signal, 0, 0) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Takes the status of a dead child without blocking; null while there is none to take.</summary>
    public ProcessExit? TryReap()
    {
        SignalInfo info = default;
        int result;
        do
        {
            const int Options = NativeProcesses.WaitExited | NativeProcesses.WaitNoHang;
            result = NativeProcesses.Wait(NativeProcesses.WaitForPidFd, Number, &info, Options);
        }
        while (result != 0 && Errno.Last == Errno.Interrupted);

        if (result != 0)
        {
            // ECHILD: someone else has reaped it, or it never was ours.
            return ProcessExit.Unknown;
        }

        return info.Pid == 0 ? null : Decode(info);
    }

    private static ProcessExit Decode(in SignalInfo info) => info.Code == CodeExited
        ? ProcessExit.OfCode(info.Status)
        : ProcessExit.OfSignal(info.Status, coreDumped: info.Code == CodeDumped);
}
