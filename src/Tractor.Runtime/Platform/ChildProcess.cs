using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>A child process of ours: empty standard input, our standard output, its standard error teed to ours.</summary>
/// <remarks>
/// The descriptors belong to <see cref="ChildMonitor"/>, which reaps the child whether or not this object is still
/// held. <see cref="Dispose"/> ends nobody: it gives up the standard error that a dead child's own children may
/// still hold open. A child that lives on after it is read and reaped as before.
/// </remarks>
[SupportedOSPlatform("linux")]
internal sealed class ChildProcess : IDisposable
{
    private readonly ChildMonitor _monitor;
    private readonly ChildWatch _watch;

    private ChildProcess(int pid, ChildMonitor monitor, ChildWatch watch)
    {
        Pid = pid;
        _monitor = monitor;
        _watch = watch;
    }

    public int Pid { get; }

    /// <summary>Completes when the child has been reaped; what it wrote to standard error until then has been read.</summary>
    public Task<ProcessExit> Exited => _watch.Exited;

    /// <summary>Completes when the child was reaped and its standard error is closed: by all its writers, or by disposal.</summary>
    public Task Released => _watch.Released;

    /// <summary>The last 32 KB of its standard error so far.</summary>
    public string StandardErrorTail => _watch.StandardErrorTail;

    /// <exception cref="System.ComponentModel.Win32Exception">The operating system refuses; the text says what.</exception>
    /// <exception cref="ArgumentException">The request cannot be told to the operating system.</exception>
    /// <exception cref="PlatformNotSupportedException">See <see cref="PlatformSupport.EnsureSpawning"/>.</exception>
    public static ChildProcess Start(ProcessStartRequest request)
    {
        PlatformSupport.EnsureSpawning();
        request.Validate();
        ChildMonitor monitor = ChildMonitor.Shared;
        StandardErrorTee tee = StandardErrorTee.Shared;
        PipePair pipe = PipePair.Create();
        try
        {
            int pid = Spawner.Spawn(request, pipe.WriteEnd);
            PidFd? process = OpenOrKill(pid);
            return new ChildProcess(pid, monitor, monitor.Watch(process, new StandardErrorPipe(pipe.ReadEnd, tee)));
        }
        catch
        {
            pipe.ReadEnd.Dispose();
            throw;
        }
        finally
        {
            pipe.WriteEnd.Dispose();
        }
    }

    /// <summary>SIGTERM. False when the child is gone.</summary>
    public bool Terminate() => _watch.Send(SignalNumbers.Terminate);

    /// <summary>SIGKILL, which ends a stopped child too. False when the child is gone.</summary>
    public bool Kill() => _watch.Send(SignalNumbers.Kill);

    /// <summary>SIGCONT: a stopped child runs again. False when the child is gone.</summary>
    public bool Continue() => _watch.Send(SignalNumbers.Continue);

    public void Dispose()
    {
        _watch.Abandon();
        _monitor.Wake();
    }

    // Without a descriptor nobody could watch the child: it must not stay. Its pid is safe until we reap it.
    private static unsafe PidFd? OpenOrKill(int pid)
    {
        try
        {
            return PidFd.Open(pid);
        }
        catch
        {
            SignalInfo info = default;
            _ = NativeProcesses.Kill(pid, SignalNumbers.Kill);
            _ = NativeProcesses.Wait(NativeProcesses.WaitForPid, pid, &info, NativeProcesses.WaitExited);
            throw;
        }
    }
}
