using Tractor.Fields;

namespace Tractor.Errors;

/// <summary>A <see cref="Cancellation"/> as it travels with an error.</summary>
internal sealed record ErrorCancellation(
    ActorId? Canceller,
    CancelReason Reason,
    ActorId?[]? Path,
    string? Detail,
    string? OriginTask) : IMessage<ErrorCancellation>
{
    public static ErrorCancellation? Read(ref FieldReader reader) =>
        reader.Object(5) ? new ErrorCancellation(reader.Actor(), (CancelReason)reader.Int(), reader.Actors(), reader.String(), reader.String()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(5);
        writer.Actor(Canceller);
        writer.Int((int)Reason);
        writer.Actors(Path);
        writer.String(Detail);
        writer.String(OriginTask);
    }
}
