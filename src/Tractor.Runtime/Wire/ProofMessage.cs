using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>The body of <see cref="FrameKind.Proof"/>.</summary>
/// <param name="Proof">That the connector has the key.</param>
internal sealed record ProofMessage(byte[] Proof) : IMessage<ProofMessage>
{
    public static ProofMessage? Read(ref FieldReader reader) => reader.Object(1) ? new ProofMessage(reader.Bytes()!) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(1);
        writer.Bytes(Proof);
    }
}
