using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

/// <summary>What a test cannot do in its own process, done in one that runs this assembly as a program.</summary>
[SupportedOSPlatform("linux")]
internal static class Probe
{
    private const string Variable = "TRACTOR_TEST_PROBE";

    /// <summary>The command line, and the environment, that make a shell run a probe with "$@".</summary>
    public static ProcessStartRequest InShell(ProcessStartRequest shell, string task, string argument = "")
    {
        string assembly = typeof(Probe).Assembly.Location;
        string host = Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "../../../dotnet"));
        return shell with
        {
            Arguments = [.. shell.Arguments, "sh", host, "exec", assembly, task, argument],
            Environment = new Dictionary<string, string>(shell.Environment)
            {
                ["DOTNET_STARTUP_HOOKS"] = assembly,
                ["DOTNET_NOLOGO"] = "1",
                [Variable] = $"{task}:{argument}",
            },
        };
    }

    public static void Run()
    {
        string[] task = (Environment.GetEnvironmentVariable(Variable) ?? "none:").Split(':', 2);
        switch (task[0])
        {
            case "die":
                SignalExit.DieBy(int.Parse(task[1], CultureInfo.InvariantCulture));
                break;
            case "handled":
                DieByHandledSignal(int.Parse(task[1], CultureInfo.InvariantCulture));
                break;
            case "now":
                AppDomain.CurrentDomain.ProcessExit += static (_, _) => Console.Error.WriteLine("handler");
                SignalExit.Now(int.Parse(task[1], CultureInfo.InvariantCulture));
                break;
            case "title":
                ShowTitle(task[1]);
                break;
            case "orphan":
                WaitForParentsDeath(int.Parse(task[1], CultureInfo.InvariantCulture));
                break;
            case "spawn-unreaped":
                _ = NativeSignals.SetHandler(SignalNumbers.Child, NativeSignals.IgnoreHandler);
                SpawnAsync(task[1]).GetAwaiter().GetResult();
                break;
            case "tee":
                SpawnAsync(task[1], flush: true).GetAwaiter().GetResult();
                break;
            case "trace":
                Tracer.Run(int.Parse(task[1], CultureInfo.InvariantCulture));
                break;
            case "spawn":
                SpawnAsync(task[1]).GetAwaiter().GetResult();
                break;
        }

        SignalExit.Now(99);
    }

    private static void DieByHandledSignal(int signal)
    {
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(
            signal == SignalNumbers.Interrupt ? PosixSignal.SIGINT : PosixSignal.SIGTERM, static context => context.Cancel = true);
        SignalExit.DieBy(signal);
    }

    private static void ShowTitle(string title)
    {
        // From a thread that is not the main one: the name of the process is meant all the same.
        Thread thread = new(() => ProcessTitle.Set(title));
        thread.Start();
        thread.Join();
        Console.Error.WriteLine(File.ReadAllText("/proc/self/comm").TrimEnd('\n'));
        Console.Error.WriteLine(File.ReadAllText("/proc/self/cmdline").TrimEnd('\0'));
        SignalExit.Now(0);
    }

    private static void WaitForParentsDeath(int parent)
    {
        Console.Error.WriteLine($"expected {ParentDeath.WakeOnParentDeath(parent)} {Environment.ProcessId}");
        using PidFd self = PidFd.Open(Environment.ProcessId)!;
        _ = self.Send(SignalNumbers.Stop);
        Console.Error.WriteLine("woken");
        SignalExit.Now(0);
    }

    private static async Task SpawnAsync(string script, bool flush = false)
    {
        using ChildProcess child = ChildProcess.Start(new ProcessStartRequest
        {
            FileName = "/bin/sh",
            Arguments = ["-c", script],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin" },
            WorkingDirectory = "/",
        });
        ProcessExit exit = await child.Exited.Bounded();
        await child.Released.Bounded();
        if (flush)
        {
            await StandardErrorTee.Shared.FlushAsync().Bounded();
        }

        await File.WriteAllTextAsync("result", $"{exit}; {child.StandardErrorTail.Length}");
        SignalExit.Now(0);
    }
}
