using Tractor.Errors;

namespace Tractor;

/// <summary>An actor did not do within its time what it was asked to; it may still be doing it.</summary>
public sealed class ActorTooSlowException : TractorException
{
    internal ActorTooSlowException(ActorId actor, string request, TimeSpan limit)
        : base($"Actor {actor} did not {request} within {ErrorText.Duration(limit)}. Look for code in it that ignores its cancellation token or blocks its threads, or raise the limit.")
    {
        Actor = actor;
        Request = request;
        Limit = limit;
    }

    /// <summary>The actor that was too slow.</summary>
    public ActorId Actor { get; }

    /// <summary>What it was asked to do, such as <c>acknowledge the request to cancel</c>.</summary>
    public string Request { get; }

    /// <summary>The time that it was given.</summary>
    public TimeSpan Limit { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Actor), Actor);
        facts.Add(nameof(Request), Request);
        facts.Add(nameof(Limit), Limit);
    }
}
