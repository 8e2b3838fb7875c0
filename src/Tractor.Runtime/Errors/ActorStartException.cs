using Tractor.Errors;

namespace Tractor;

/// <summary>
/// An actor could not be started: its process could not be made, ended before it was ready, did not get ready in time,
/// or its start-up code failed, which is then the inner exception (SPN-15).
/// </summary>
public sealed class ActorStartException : TractorException
{
    internal ActorStartException(string name, string problem, Exception? innerException = null)
        : base(Compose(name, null, problem, string.Empty, innerException), innerException)
    {
        Name = name;
        StandardErrorTail = string.Empty;
    }

    internal ActorStartException(string name, int pid, string problem, string? standardErrorTail, Exception? innerException = null)
        : base(Compose(name, pid, problem, standardErrorTail ?? string.Empty, innerException), innerException)
    {
        Name = name;
        Pid = pid;
        StandardErrorTail = standardErrorTail ?? string.Empty;
    }

    /// <summary>The name that the actor was to have.</summary>
    public string Name { get; }

    /// <summary>The process that was started; null when none was.</summary>
    public int? Pid { get; }

    /// <summary>The exit code of that process; null when it did not exit by itself.</summary>
    public int? ExitCode { get; private init; }

    /// <summary>The number of the signal that ended that process; null when none is known to have.</summary>
    public int? Signal { get; private init; }

    /// <summary>The time that it was given, when it was not ready within it; null for any other cause.</summary>
    public TimeSpan? Timeout { get; private init; }

    /// <summary>The last that it wrote to its standard error, 32 KB at most; empty when it wrote nothing.</summary>
    public string StandardErrorTail { get; }

    /// <summary>The process ended before it was ready.</summary>
    internal static ActorStartException Died(string name, int pid, int? exitCode, int? signal, string? standardErrorTail, Exception? innerException = null) =>
        new(name, pid, $"it ended before it was ready: {DeathText.Cause(exitCode, signal)}", standardErrorTail, innerException)
        {
            ExitCode = exitCode,
            Signal = signal,
        };

    /// <summary>The process lives but did not get ready within its time.</summary>
    internal static ActorStartException TimedOut(string name, int pid, TimeSpan timeout, string? standardErrorTail) =>
        new(name, pid, $"it was not ready within {ErrorText.Duration(timeout)}. Give it more time in its options, or look for start-up code that blocks", standardErrorTail)
        {
            Timeout = timeout,
        };

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Name), Name);
        facts.Add(nameof(Pid), Pid);
        facts.Add(nameof(ExitCode), ExitCode);
        facts.Add(nameof(Signal), Signal);
        facts.Add(nameof(Timeout), Timeout);
        facts.Add(nameof(StandardErrorTail), StandardErrorTail);
    }

    private static string Compose(string name, int? pid, string problem, string tail, Exception? cause)
    {
        string who = pid is int number ? FormattableString.Invariant($"{name}@{number}") : name;
        string why = cause is null ? string.Empty : $" ({ErrorText.Headline(ErrorText.Clause(cause))})";
        return $"Actor {who} could not be started: {problem}{why}.{ErrorText.Tail(tail)}";
    }
}
