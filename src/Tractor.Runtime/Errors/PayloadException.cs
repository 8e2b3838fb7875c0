using Tractor.Errors;

namespace Tractor;

/// <summary>A payload could not be written for its way to another actor, or not be read there; the cause is the inner exception.</summary>
public sealed class PayloadException : TractorException
{
    private const string LimitMark = " (ActorLimits.MaxMessageBytes)";

    internal PayloadException(string endpoint, PayloadPart part, string typeName, bool isReading, ActorId? actor, string problem, Exception? innerException = null)
        : base(Compose(endpoint, part, typeName, isReading, actor, problem), innerException)
    {
        Endpoint = endpoint;
        Part = part;
        TypeName = typeName;
        IsReading = isReading;
        Actor = actor;
        Problem = problem;
    }

    /// <summary>The endpoint that the payload belongs to.</summary>
    public string Endpoint { get; }

    /// <summary>Which payload of it.</summary>
    public PayloadPart Part { get; }

    /// <summary>The payload's type.</summary>
    public string TypeName { get; }

    /// <summary>True when it could not be read, false when it could not be written.</summary>
    public bool IsReading { get; }

    /// <summary>The actor in which that failed; null when it is this one.</summary>
    public ActorId? Actor { get; }

    /// <summary>What went wrong, a clause without its end.</summary>
    public string Problem { get; }

    /// <summary>A payload that failed in this actor, with the exception that its codec threw.</summary>
    internal static PayloadException From(Exception cause, string endpoint, PayloadPart part, string typeName, bool isReading) =>
        cause is MessageTooLargeException size ? TooLarge(size.Bytes, size.Limit, endpoint, part, typeName, isReading) : new(endpoint, part, typeName, isReading, null, $"{cause.GetType()}: {ErrorText.Headline(ErrorText.Clause(cause))}", cause);

    /// <summary>A payload that is larger than this actor sends or accepts.</summary>
    internal static PayloadException TooLarge(long bytes, int limit, string endpoint, PayloadPart part, string typeName, bool isReading) =>
        new(endpoint, part, typeName, isReading, null, $"its size is {bytes} bytes, and the limit {limit}{LimitMark}");

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Part), Part);
        facts.Add(nameof(TypeName), TypeName);
        facts.Add(nameof(IsReading), IsReading);
        facts.Add(nameof(Actor), Actor);
        facts.Add(nameof(Problem), Problem);
    }

    private static string Compose(string endpoint, PayloadPart part, string typeName, bool isReading, ActorId? actor, string problem)
    {
        string place = actor is null ? string.Empty : $" in {actor}";
        string advice = problem.EndsWith(LimitMark, StringComparison.Ordinal)
            ? "Raise the limit in both actors, or send it in smaller pieces."
            : isReading
            ? "Check that both actors know the type alike, and that its constructor accepts what was sent."
            : "Check the members of the value that was sent.";
        return $"{Describe(part)} of {endpoint} ({typeName}) could not be {(isReading ? "read" : "written")}{place}: {problem}. {advice}";
    }

    private static string Describe(PayloadPart part) => part switch
    {
        PayloadPart.Arguments => "The arguments",
        PayloadPart.FirstValue => "The first value",
        PayloadPart.Item => "An item of the stream",
        PayloadPart.Result => "The result",
        _ => "A payload",
    };
}
