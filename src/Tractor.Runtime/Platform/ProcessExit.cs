namespace Tractor.Platform;

/// <summary>How a process ended: by a code, by a signal, or, when another reaped it, nobody knows.</summary>
/// <remarks>A class: tasks of a value that the framework does not know are compiled at run time.</remarks>
internal sealed record ProcessExit(int? ExitCode, int? Signal, bool CoreDumped)
{
    /// <summary>The process is gone, and its status went to another who waited for it.</summary>
    public static ProcessExit Unknown { get; } = new(null, null, CoreDumped: false);

    public bool IsKnown => ExitCode is not null || Signal is not null;

    public static ProcessExit OfCode(int code) => new(code, null, CoreDumped: false);

    public static ProcessExit OfSignal(int signal, bool coreDumped) => new(null, signal, coreDumped);

    public override string ToString()
    {
        if (ExitCode is int code)
        {
            return $"exit code {code}";
        }

        return Signal is int signal ? DescribeSignal(signal) : "end unknown (reaped by another)";
    }

    private string DescribeSignal(int signal)
    {
        string dump = CoreDumped ? "core dumped" : "";
        string details = string.Join(", ", new[] { SignalNumbers.NameOf(signal), dump }.Where(s => !string.IsNullOrEmpty(s)));
        return details.Length == 0 ? $"signal {signal}" : $"signal {signal} ({details})";
    }
}
