// The roots that tests start and end. The first argument says which; what happens is told on standard output.
using Tractor.TestPrograms.Scenarios;

string scenario = args.Length > 0 ? args[0] : "";
string[] rest = [.. args.Skip(1)];
Task<int> run = scenario switch
{
    "tree" => TreeScenario.RunAsync(rest),
    "cleanup" => CleanupScenario.RunAsync(rest),
    "taken-over" => TakeoverScenario.RunAsync(),
    "last-words" => LastWordsScenario.RunAsync(),
    "boot" => BootScenario.RunAsync(rest),
    "blocked-start" => BlockedStartScenario.RunAsync(rest),
    "flows" => FlowsScenario.RunAsync(rest),
    "daemon" => DaemonScenario.ServeAsync(rest),
    "visit" => DaemonScenario.VisitAsync(rest),
    "topics" => TopicsScenario.RunAsync(rest),
    "exit" => ExitScenario.RunAsync(),
    "late-signal" => LateSignalScenario.RunAsync(rest),
    "late-exit" => LateExitScenario.RunAsync(rest),
    "surroundings" => SurroundingsScenario.RunAsync(),
    _ => throw new ArgumentException($"No scenario '{scenario}'."),
};
return await run;
