using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Ready"/>.</summary>
/// <param name="Pid">The process that the actor lives in.</param>
internal sealed record ReadyMessage(int Pid) : IMessage<ReadyMessage>
{
    public static ReadyMessage? Read(ref FieldReader reader) =>
        reader.Object(1) ? new ReadyMessage(reader.Int()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(1);
        writer.Int(Pid);
    }
}
