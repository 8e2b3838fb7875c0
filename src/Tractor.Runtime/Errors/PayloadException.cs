using System.Globalization;
using Tractor.Errors;

namespace Tractor;

/// <summary>A payload could not be written for its way to another actor, or not be read there; the cause is the inner exception.</summary>
public sealed class PayloadException : TractorException
{
    private const string LimitMark = " (ActorLimits.MaxMessageBytes)";

    internal PayloadException(string endpoint, PayloadPart part, string typeName, bool isReading, ActorId? actor, string problem, Exception? innerException = null, ulong? dialogId = null)
        : base(Compose(endpoint, part, typeName, isReading, actor, problem, dialogId), innerException)
    {
        Endpoint = endpoint;
        Part = part;
        TypeName = typeName;
        IsReading = isReading;
        Actor = actor;
        Problem = problem;
        DialogId = dialogId;
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

    /// <summary>The dialog or call whose payload could not be read, by the id that it has at both ends; null when it could not be written (MSG-05).</summary>
    public ulong? DialogId { get; }

    /// <summary>A payload that failed in this actor, with the exception that its codec threw.</summary>
    internal static PayloadException From(Exception cause, string endpoint, PayloadPart part, string typeName, bool isReading, ulong? dialogId = null) =>
        cause is MessageTooLargeException size
            ? TooLarge(size.Bytes, size.Limit, endpoint, part, typeName, isReading, dialogId)
            : new(endpoint, part, typeName, isReading, null, $"{cause.GetType()}: {ErrorText.Headline(ErrorText.Clause(cause))}", cause, dialogId);

    /// <summary>A payload that is larger than this actor sends or accepts.</summary>
    internal static PayloadException TooLarge(long bytes, int limit, string endpoint, PayloadPart part, string typeName, bool isReading, ulong? dialogId = null) =>
        new(endpoint, part, typeName, isReading, null, $"its size is {bytes} bytes, and the limit {limit}{LimitMark}", dialogId: dialogId);

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Part), Part);
        facts.Add(nameof(TypeName), TypeName);
        facts.Add(nameof(IsReading), IsReading);
        facts.Add(nameof(Actor), Actor);
        facts.Add(nameof(Problem), Problem);
        facts.Add(nameof(DialogId), DialogId);
    }

    private static string Compose(string endpoint, PayloadPart part, string typeName, bool isReading, ActorId? actor, string problem, ulong? dialogId)
    {
        string place = (actor is null ? string.Empty : $" in {actor}") + (dialogId is { } id ? string.Create(CultureInfo.InvariantCulture, $" in dialog {id}") : string.Empty);
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
