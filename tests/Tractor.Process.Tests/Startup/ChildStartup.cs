using Microsoft.Extensions.Logging;

namespace Tractor.ProcessTests.Startup;

/// <summary>What every child of these tests does first: as a rule nothing but to note that it was called.</summary>
internal static class ChildStartup
{
    public const string Variable = "TRACTOR_TEST_STARTUP";

    private const string GateVariable = "TRACTOR_TEST_GATE";

    public static bool WasCalled { get; private set; }

    /// <summary>Whether any endpoint had run before.</summary>
    public static bool CameFirst { get; set; } = true;

    public static string Culture { get; private set; } = "";

    public static LogLevel LogLevel { get; private set; }

    [ActorStartup]
    public static async Task RunAsync(ActorStartupContext context)
    {
        WasCalled = true;
        LogLevel = context.LogLevel;
        context.LoggerFactory = new EventLog();
        Culture = System.Globalization.CultureInfo.CurrentCulture.Name;
        switch (Environment.GetEnvironmentVariable(Variable))
        {
            case "exit":
                await Console.Error.WriteLineAsync("start-up gives up");
                Environment.Exit(4);
                break;
            case "throw":
                throw new InvalidOperationException($"no licence for {context.Id.Name}");
            case "babble":
                Babbler.Speak();
                break;
            case "kill":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                break;
            case "block":
                Thread.Sleep(Timeout.Infinite);
                break;
            case "wait":
                await Task.Delay(Timeout.Infinite);
                break;
            case "gate":
                string gate = Environment.GetEnvironmentVariable(GateVariable)!;
                await File.WriteAllTextAsync(Reached(gate), "");
                await Soon.HoldsAsync(Soon.Bound, () => File.Exists(gate));
                break;
            default:
                break;
        }
    }

    /// <summary>Waits until the file is there, and says with another that it does.</summary>
    public static ActorOptions Gated(string file) => new()
    {
        Environment = new Dictionary<string, string?> { [Variable] = "gate", [GateVariable] = file },
    };

    public static string Reached(string gate) => $"{gate}.reached";

    public static ActorOptions Told(string what, ActorLimits? limits = null) => new()
    {
        Environment = new Dictionary<string, string?> { [Variable] = what },
        Limits = limits,
    };
}
