using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>An actor that was asked to end needs so long for its clean-ups, from now on.</summary>
/// <param name="Milliseconds">How long.</param>
internal sealed record GraceMessage(int Milliseconds) : IMessage<GraceMessage>
{
    public static GraceMessage? Read(ref FieldReader reader) =>
        reader.Object(1) ? new GraceMessage(reader.Int()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(1);
        writer.Int(Milliseconds);
    }
}
