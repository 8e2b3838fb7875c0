using Tractor.Errors;

namespace Tractor;

/// <summary>
/// The process of an actor ended although nobody had asked it to: killed, crashed or exited; or it had been asked to end, and was
/// killed from outside, crashed or left with an exit code other than 0 or 1 meanwhile. All who waited for that actor get the same instance.
/// </summary>
public sealed class ActorDiedException : TractorException
{
    internal ActorDiedException(
        ActorId actor,
        int? exitCode,
        int? signal,
        string? standardErrorTail = null,
        IReadOnlyList<string>? callsInFlight = null,
        Exception? innerException = null)
        : base(Compose(actor, exitCode, signal, standardErrorTail ?? string.Empty, callsInFlight ?? []), innerException)
    {
        Actor = actor;
        ExitCode = exitCode;
        Signal = signal;
        StandardErrorTail = standardErrorTail ?? string.Empty;
        CallsInFlight = callsInFlight ?? [];
    }

    /// <summary>The actor that died.</summary>
    public ActorId Actor { get; }

    /// <summary>The exit code of its process; null when a signal ended it or nothing is known.</summary>
    public int? ExitCode { get; }

    /// <summary>The number of the signal that ended its process; null when none is known to have.</summary>
    public int? Signal { get; }

    /// <summary>The signal's name, such as <c>SIGKILL</c>; empty when <see cref="Signal"/> is null.</summary>
    public string SignalName => Signal is int signal ? SignalNames.Of(signal) : string.Empty;

    /// <summary>The last that it wrote to its standard error, 32 KB at most; empty when it wrote nothing.</summary>
    public string StandardErrorTail { get; }

    /// <summary>The endpoints that were being called in it from this actor, a name for each call.</summary>
    public IReadOnlyList<string> CallsInFlight { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Actor), Actor);
        facts.Add(nameof(ExitCode), ExitCode);
        facts.Add(nameof(Signal), Signal);
        facts.Add(nameof(SignalName), SignalName);
        facts.Add(nameof(StandardErrorTail), StandardErrorTail);
        facts.AddList(nameof(CallsInFlight), CallsInFlight);
    }

    private static string Compose(ActorId actor, int? exitCode, int? signal, string tail, IReadOnlyList<string> calls) =>
        $"Actor {actor} died: {DeathText.Cause(exitCode, signal)}.{DeathText.Advice(exitCode, signal)}"
        + ErrorText.CallsInFlight(calls) + ErrorText.Tail(tail);
}
