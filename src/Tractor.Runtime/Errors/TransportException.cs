using Tractor.Errors;

namespace Tractor;

/// <summary>An address could not be connected to or listened on, or who answered there is no actor of this tree.</summary>
public sealed class TransportException : TractorException
{
    internal TransportException(ActorAddress address, string action, string problem, string? advice = null, Exception? innerException = null)
        : base(Compose(address, action, problem, advice, innerException), innerException)
    {
        Address = address;
        Action = action;
    }

    /// <summary>The address.</summary>
    public ActorAddress Address { get; }

    /// <summary>What was tried with it: <c>connect to</c>, <c>listen on</c>, <c>shake hands with</c>.</summary>
    public string Action { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Address), Address);
        facts.Add(nameof(Action), Action);
    }

    private static string Compose(ActorAddress address, string action, string problem, string? advice, Exception? cause)
    {
        string why = cause is null ? string.Empty : $" ({ErrorText.Headline(ErrorText.Clause(cause))})";
        string todo = advice is null ? "Check that an actor listens there and that this user may use the address." : advice;
        return $"Could not {action} {address}: {problem}{why}. {todo}";
    }
}
