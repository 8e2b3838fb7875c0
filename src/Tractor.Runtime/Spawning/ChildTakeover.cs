using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using Tractor.AsyncMethods;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>Turns a process that was started for it into a child actor, before the user's <c>Main</c>.</summary>
internal static class ChildTakeover
{
    /// <summary>Whether this process is a child.</summary>
    public static bool IsChildProcess { get; private set; }

    /// <summary>The actors above this process and its own; none in a process that is no child.</summary>
    public static IReadOnlyList<Guid> Lineage { get; private set; } = [];

    /// <summary>For natively compiled programs, which know no startup hooks.</summary>
    public static void EnterIfNative()
    {
        if (ProgramImage.IsThisNative)
        {
            Enter();
        }
    }

    /// <summary>Does nothing in a process that is no child; in a child it does not return.</summary>
    public static void Enter()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(ChildSpec.Variable) is not { Length: > 0 } text)
        {
            return;
        }

        Environment.SetEnvironmentVariable(ChildSpec.Variable, null);
        Environment.SetEnvironmentVariable(StartupHooks.Variable, StartupHooks.Without(Environment.GetEnvironmentVariable(StartupHooks.Variable)));
        IsChildProcess = true;
        BootSteps.Reach(BootStep.TakenOver);
        ChildSpec spec = ChildSpec.Parse(text);
        Lineage = spec.Lineage;
        Environment.ExitCode = Run(spec);
        Environment.Exit(Environment.ExitCode);
    }

    [SupportedOSPlatform("linux")]
    private static int Run(ChildSpec spec)
    {
        if (!ParentDeath.WakeOnParentDeath(spec.ParentPid))
        {
            UnixSocketTransport.TryRemoveDead(spec.Parent);
            SignalExit.Now(1);
        }

        BootSteps.Reach(BootStep.Guarded);
        Lifelines lifelines = new(spec.Parent);
        ChildRunner runner = new(spec, TimeProvider.System);
        lifelines.Runner = runner;
        using ChildSurroundings surroundings = new(spec, runner);
        runner.Welcomed = () =>
        {
            IdleThread.End();
            surroundings.HearSignals();
        };
        runner.Connected = (connection, limits) =>
        {
            lifelines.Watch(connection, limits);
            surroundings.ShowTitle();
        };
        BootSteps.Reach(BootStep.Connecting);

        // The one place that blocks on async code: the process's main thread, which has nothing else to do. It takes the
        // steps of the start-up itself, and then waits for the end.
        IdleThread.Begin(() =>
        {
            surroundings.HearSignals();
            surroundings.ShowTitle();
        });
        int code = RunAsync(spec, runner).GetAwaiter().GetResult();
        if (runner.HasLostParent || code != 0)
        {
            // The lifeline's thread does so too, but the end of the process does not wait for it. Who failed may have lost
            // its parent before anything noted it.
            lifelines.RemoveParentsSocket();
        }

        return code;
    }

    // What fails before the parent can be told is one line; its parent tells the rest.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private static async Task<int> RunAsync(ChildSpec spec, ChildRunner runner)
    {
        try
        {
            return await runner.RunAsync().Uncaptured();
        }
        catch (Exception error) when (error is TractorException or ConnectionClosedException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{spec.Name} could not reach the actor that started it: {error.Message}").Uncaptured();
            return ChildRunner.FailedExitCode;
        }
    }
}
