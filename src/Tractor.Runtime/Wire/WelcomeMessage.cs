using Tractor.Errors;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Welcome"/>.</summary>
/// <param name="Id">Who was reached.</param>
/// <param name="Boot">What a new child needs; null for other peers.</param>
internal sealed record WelcomeMessage(ActorId Id, BootMessage? Boot) : IMessage<WelcomeMessage>
{
    public static WelcomeMessage? Read(ref FieldReader reader) =>
        reader.Object(2) ? new WelcomeMessage(reader.Actor()!, BootMessage.Read(ref reader)) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(2);
        writer.Actor(Id);
        writer.Message(Boot);
    }
}
