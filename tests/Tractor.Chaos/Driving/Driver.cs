using System.Globalization;
using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>Runs seed after seed and counts what was wrong.</summary>
internal static class Driver
{
    // What the end of one process may cost where all others want the processor too.
    private static readonly TimeSpan ForMember = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(Arguments arguments)
    {
        using Sandbox sandbox = new();
        Native.BecomeSubreaper();
        using Bystander bystander = new();
        using Interruption interruption = new(sandbox);
        await bystander.ReadyAsync();
        Environment.SetEnvironmentVariable(Announcer.Variable, sandbox.EventsPath);
        EventBoard events = new(sandbox.EventsPath);
        int hangs = 0;
        int leftovers = 0;
        int unexplained = 0;
        for (int seed = arguments.First; seed < arguments.First + arguments.Seeds; seed++)
        {
            TreePlan plan = PlanFor(seed);
            TimeSpan slack = arguments.Slack + (ForMember * plan.Members.Count);
            SeedResult result = await RunAsync(seed, new SeedRun(plan, sandbox, events, bystander, slack));
            hangs += Math.Sign(result.Hangs.Count);
            leftovers += Math.Sign(result.Leftovers.Count);
            unexplained += Math.Sign(result.Unexplained.Count);
            Tell(result, sandbox, arguments.IsVerbose);
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seeds {arguments.Seeds} hangs {hangs} leftovers {leftovers} unexplained {unexplained}"));
        return hangs + leftovers + unexplained == 0 ? 0 : 1;
    }

    // Standard error is the members' by now, in a file that goes with the sandbox.
    private static async Task<SeedResult> RunAsync(int seed, SeedRun run)
    {
        try
        {
            return await run.RunAsync();
        }
        catch (Exception error)
        {
            Console.WriteLine($"the driver itself failed at seed {seed}: {error}");
            throw;
        }
    }

    // Who starts the program in the background may have it ignore Ctrl-C, and all below inherit that.
    private static TreePlan PlanFor(int seed) => PlanMaker.Make(seed) is { Finish: Finish.Interrupt } plan && ProcessTable.IgnoresInterrupt
        ? plan with { Finish = Finish.Terminate }
        : PlanMaker.Make(seed);

    private static void Tell(SeedResult result, Sandbox sandbox, bool isVerbose)
    {
        if (result.IsClean && !isVerbose)
        {
            return;
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"seed {result.Seed} {(result.IsClean ? "is clean" : "FAILED")} after {result.Took.TotalSeconds:F1} s (its end took {result.End.TotalMilliseconds:F0} ms); again: dotnet run -c Release --project tests/Tractor.Chaos -- --seeds 1 --first {result.Seed} --verbose"));
        Print("hang", result.Hangs);
        Print("leftover", result.Leftovers);
        Print("unexplained", result.Unexplained);
        if (isVerbose)
        {
            Console.WriteLine(PlanMaker.Make(result.Seed));
        }

        if (isVerbose || !result.IsClean)
        {
            Console.WriteLine(result.Story);
            Console.WriteLine($"  standard error ends with:\n{sandbox.ErrorTail(result.IsClean ? 500 : 3000)}");
        }
    }

    private static void Print(string kind, IReadOnlyList<string> found)
    {
        foreach (string text in found)
        {
            Console.WriteLine($"  {kind}: {text}");
        }
    }
}
