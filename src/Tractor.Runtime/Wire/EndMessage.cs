using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of the frame that asks an actor to end.</summary>
/// <param name="Request">Who asks, why, and the time that is left for it.</param>
/// <param name="GraceMilliseconds">What may be added for clean-ups that said how long they take; 0 or less is nothing.</param>
internal sealed record EndMessage(CancelMessage? Request, int GraceMilliseconds) : IMessage<EndMessage>
{
    public static EndMessage? Read(ref FieldReader reader) =>
        reader.Object(2) ? new EndMessage(CancelMessage.Read(ref reader), reader.Int()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(2);
        writer.Message(Request);
        writer.Int(GraceMilliseconds);
    }
}
