using Tractor.Fields;

namespace Tractor.Errors;

/// <summary>One actor on an error's way: where it was raised, or one that let it pass.</summary>
/// <param name="Actor">The actor.</param>
/// <param name="Endpoint">The endpoint that it left.</param>
/// <param name="TypeName">The type of the exception that left the endpoint.</param>
/// <param name="StackTrace">The frames in that actor; for the first hop the error's own has them.</param>
internal sealed record ErrorHop(
    ActorId? Actor,
    string? Endpoint,
    string? TypeName,
    string? StackTrace) : IMessage<ErrorHop>
{
    public static ErrorHop? Read(ref FieldReader reader) =>
        reader.Object(4) ? new ErrorHop(reader.Actor(), reader.String(), reader.String(), reader.String()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(4);
        writer.Actor(Actor);
        writer.String(Endpoint);
        writer.String(TypeName);
        writer.String(StackTrace);
    }
}
