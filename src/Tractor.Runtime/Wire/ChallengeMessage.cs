using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Challenge"/>.</summary>
/// <param name="Nonce">32 random bytes.</param>
/// <param name="Proof">That the listener has the key.</param>
internal sealed record ChallengeMessage(Guid[] Nonce, byte[] Proof) : IMessage<ChallengeMessage>
{
    public static ChallengeMessage? Read(ref FieldReader reader) =>
        reader.Object(2) ? new ChallengeMessage(reader.Ids()!, reader.Bytes()!) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(2);
        writer.Ids(Nonce);
        writer.Bytes(Proof);
    }
}
