using Tractor.Errors;

namespace Tractor;

/// <summary>
/// The connection to an actor was lost. What is known of the actor itself is not said: where the process is a child of
/// this actor and died, <see cref="ActorDiedException"/> is thrown instead.
/// </summary>
public sealed class PeerLostException : TractorException
{
    internal PeerLostException(ActorId peer, string problem, IReadOnlyList<string>? callsInFlight = null, Exception? innerException = null)
        : base(Compose(peer, problem, callsInFlight ?? [], innerException), innerException)
    {
        Peer = peer;
        Problem = problem;
        CallsInFlight = callsInFlight ?? [];
    }

    /// <summary>The actor at the other end.</summary>
    public ActorId Peer { get; }

    /// <summary>How the connection ended, a clause without its end.</summary>
    public string Problem { get; }

    /// <summary>The endpoints that were being called over it, a name for each call.</summary>
    public IReadOnlyList<string> CallsInFlight { get; }

    /// <summary>By what it ended in order; null if it did not, or did not say.</summary>
    internal Cancellation? Ending { get; init; }

    /// <summary>Whether the peer said why it ended the connection, in the inner exception.</summary>
    internal bool IsTold { get; init; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Peer), Peer);
        facts.Add(nameof(Problem), Problem);
        facts.AddList(nameof(CallsInFlight), CallsInFlight);
        facts.Add(ErrorFacts.CancellationReason, Ending?.Reason);
        facts.AddList(ErrorFacts.CancellationPath, Ending?.Path ?? []);
    }

    /// <summary>The loss of a peer that ended in order.</summary>
    internal static PeerLostException InOrder(ActorId peer, Cancellation ending, IReadOnlyList<string> callsInFlight) =>
        new(peer, $"it ended in order, {ending}", callsInFlight) { Ending = ending };

    private static string Compose(ActorId peer, string problem, IReadOnlyList<string> calls, Exception? cause)
    {
        string why = cause is null ? string.Empty : $" ({ErrorText.Headline(ErrorText.Clause(cause))})";
        return $"The connection to {peer} was lost: {problem}{why}.{ErrorText.CallsInFlight(calls)} Whether what was sent took effect there is not known; connect again to go on.";
    }
}
