using Tractor.Errors;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Hello"/> behind the protocol's mark and version.</summary>
/// <param name="Id">Who connects.</param>
/// <param name="IsChild">Whether it is the link of a new child to its parent; then the key is its one-time token, else the secret of the tree.</param>
/// <param name="Credential">The key itself, where only processes of this user can read it; else null.</param>
/// <param name="Nonce">32 random bytes where the key is not shown but proven; else null.</param>
internal sealed record HelloMessage(ActorId Id, bool IsChild, Guid[]? Credential, Guid[]? Nonce = null) : IMessage<HelloMessage>
{
    public static HelloMessage? Read(ref FieldReader reader) =>
        reader.Object(4) ? new HelloMessage(reader.Actor()!, reader.Bool(), reader.Ids(), reader.Ids()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(4);
        writer.Actor(Id);
        writer.Bool(IsChild);
        writer.Ids(Credential);
        writer.Ids(Nonce);
    }
}
