using System.Buffers.Binary;

namespace Tractor.Wire;

/// <summary>
/// The fixed start of every frame: length of the payload (4 bytes, little endian), kind, flags, window (2
/// bytes), dialog id (8 bytes). The window is set in Start and Started: so many stream items may the peer send before it
/// gets credit. In a dialog's id the lowest bit says which side of the connection opened it.
/// </summary>
internal readonly record struct FrameHeader(int Length, FrameKind Kind, FrameFlags Flags, ulong Dialog, ushort Window = 0)
{
    public const int Size = 16;

    public static FrameHeader Read(ReadOnlySpan<byte> source) => new(
        BinaryPrimitives.ReadInt32LittleEndian(source),
        (FrameKind)source[4],
        (FrameFlags)source[5],
        BinaryPrimitives.ReadUInt64LittleEndian(source[8..]),
        BinaryPrimitives.ReadUInt16LittleEndian(source[6..]));

    /// <summary>Changes the length in a header that was written.</summary>
    public static void WriteLength(Span<byte> header, int length) => BinaryPrimitives.WriteInt32LittleEndian(header, length);

    public void Write(Span<byte> target)
    {
        WriteLength(target, Length);
        target[4] = (byte)Kind;
        target[5] = (byte)Flags;
        BinaryPrimitives.WriteUInt16LittleEndian(target[6..], Window);
        BinaryPrimitives.WriteUInt64LittleEndian(target[8..], Dialog);
    }
}
