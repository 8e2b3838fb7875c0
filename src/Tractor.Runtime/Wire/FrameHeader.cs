using System.Buffers.Binary;

namespace Tractor.Wire;

/// <summary>
/// The fixed start of every frame: length of the payload (4 bytes, little endian), kind, flags, two bytes kept zero,
/// dialog id (8 bytes). In a dialog's id the lowest bit says which side of the connection opened it.
/// </summary>
internal readonly record struct FrameHeader(int Length, FrameKind Kind, FrameFlags Flags, ulong Dialog)
{
    public const int Size = 16;

    public static FrameHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        (FrameKind)source[4],
        (FrameFlags)source[5],
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]));

    public void Write(Span<byte> target)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, Length);
        target[4] = (byte)Kind;
        target[5] = (byte)Flags;
        target[6] = 0;
        target[7] = 0;
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Dialog);
    }
}
