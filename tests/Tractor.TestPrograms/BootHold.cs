using Tractor.Platform;
using Tractor.Spawning;

namespace Tractor.TestPrograms;

/// <summary>Stops a child at one step of its start-up, which it announces.</summary>
internal static class BootHold
{
    public const string StepVariable = "TRACTOR_TEST_STEP";

    /// <summary>The step before all of the library's.</summary>
    public const string First = "First";

    private const string HookVariable = "DOTNET_STARTUP_HOOKS";

    /// <summary>What a child is to find in its environment to be held there.</summary>
    public static ActorOptions At(string step) => new()
    {
        Environment = new Dictionary<string, string?> { [StepVariable] = step, [HookVariable] = typeof(BootHold).Assembly.Location },
    };

    public static void Prepare()
    {
        string step = Environment.GetEnvironmentVariable(StepVariable) ?? "";
        if (step == First)
        {
            Hold(step, isTied: false);
        }
        else if (Enum.TryParse(step, out BootStep asked))
        {
            BootSteps.Reached = reached => HoldIf(reached, asked);
        }
    }

    private static void HoldIf(BootStep reached, BootStep asked)
    {
        if (reached == asked)
        {
            Hold(asked.ToString(), isTied: reached >= BootStep.Tied);
        }
    }

    // Who has a lifeline is held for ever: that has to end it. Others go on as soon as their parent is gone.
    private static void Hold(string step, bool isTied)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        int parent = NativeProcesses.GetParentId();
        Announce.Event("step", $"{step} {Environment.ProcessId}");
        while (isTied || NativeProcesses.GetParentId() == parent)
        {
            Thread.Sleep(1);
        }
    }
}
