using Tractor.Fields;

namespace Tractor.Errors;

/// <summary>An error as it travels.</summary>
/// <remarks>
/// The tree of errors is a list in which each node names its parent, for no depth of it to reach the reader's stack.
/// </remarks>
internal sealed record ErrorInfo : IMessage<ErrorInfo>
{
    public ErrorKind Kind { get; init; }

    /// <summary>The errors, each after its parent; the first is the one that this is about.</summary>
    public ErrorNode?[]? Nodes { get; init; }

    /// <summary>Type and message of the first error, for logs: the exception itself may not be safe to read.</summary>
    public string Summary => Nodes is [{ } first, ..] ? $"{first.TypeName}: {first.Message}" : "(nothing)";

    /// <summary>The endpoint whose dialog it ended.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The actor that the error is about, where that is not the one it came from: the dead, the sender of too much.</summary>
    public ActorId? Subject { get; init; }

    /// <summary>Who cancelled, for <see cref="ErrorKind.Cancelled"/>.</summary>
    public ErrorCancellation? Cancellation { get; init; }

    public static ErrorInfo? Read(ref FieldReader reader) => !reader.Object(5) ? null : new ErrorInfo
    {
        Kind = (ErrorKind)reader.Byte(),
        Nodes = reader.Array<ErrorNode>(ErrorNode.Read),
        Endpoint = reader.String(),
        Subject = reader.Actor(),
        Cancellation = ErrorCancellation.Read(ref reader),
    };

    public void Write(FieldWriter writer)
    {
        writer.Object(5);
        writer.Byte((byte)Kind);
        writer.Messages(Nodes);
        writer.String(Endpoint);
        writer.Actor(Subject);
        writer.Message(Cancellation);
    }
}
