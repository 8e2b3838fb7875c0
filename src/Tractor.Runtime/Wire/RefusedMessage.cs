using Tractor.Errors;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Refused"/>.</summary>
/// <param name="Reason">Why, in words for who connected.</param>
internal sealed record RefusedMessage(string Reason) : IMessage<RefusedMessage>
{
    public static RefusedMessage? Read(ref FieldReader reader) =>
        reader.Object(1) ? new RefusedMessage(reader.String()!) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(1);
        writer.String(Reason);
    }
}
