namespace Tractor.Errors;

/// <summary>How a process ended, in words.</summary>
internal static class DeathText
{
    /// <summary><c>killed by signal 9 (SIGKILL)</c>, <c>exit code 3</c>; says both where the code may be a signal's.</summary>
    public static string Cause(int? exitCode, int? signal) => (exitCode, signal) switch
    {
        (_, int number) => $"killed by signal {number}{InBrackets(SignalNames.Lookup(number))}",
        (int code, _) when code > SignalNames.ExitCodeBase && SignalNames.Lookup(code - SignalNames.ExitCodeBase) is string name
            => $"exit code {code}, which may stand for signal {code - SignalNames.ExitCodeBase} ({name})",
        (int code, _) => $"exit code {code}",
        _ => "neither exit code nor signal is known",
    };

    /// <summary>Where to look further.</summary>
    public static string Advice(int? exitCode, int? signal) =>
        SignalNames.Advice(signal ?? (exitCode > SignalNames.ExitCodeBase ? exitCode.Value - SignalNames.ExitCodeBase : 0));

    private static string InBrackets(string? name) => name is null ? string.Empty : $" ({name})";
}
