using System.Buffers;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

internal sealed record TestFrame(FrameKind Kind, ulong Dialog, byte[] Payload);

internal static class TestFrames
{
    public static TestFrame Of(ulong dialog, int size, FrameKind kind = FrameKind.Item)
    {
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++)
        {
            payload[i] = (byte)(((int)dialog + i) * 31 % 251);
        }

        return new TestFrame(kind, dialog, payload);
    }

    public static byte[] Bytes(IEnumerable<TestFrame> frames)
    {
        ArrayBufferWriter<byte> writer = new();
        foreach (TestFrame frame in frames)
        {
            new FrameHeader(frame.Payload.Length, frame.Kind, FrameFlags.None, frame.Dialog).Write(writer.GetSpan(FrameHeader.Size));
            writer.Advance(FrameHeader.Size);
            writer.Write(frame.Payload);
        }

        return writer.WrittenSpan.ToArray();
    }

    /// <summary>Cuts bytes that hold whole frames.</summary>
    public static List<TestFrame> Parse(ReadOnlySpan<byte> bytes)
    {
        List<TestFrame> frames = [];
        while (!bytes.IsEmpty)
        {
            FrameHeader header = FrameHeader.Read(bytes);
            frames.Add(new TestFrame(header.Kind, header.Dialog, bytes.Slice(FrameHeader.Size, header.Length).ToArray()));
            bytes = bytes[(FrameHeader.Size + header.Length)..];
        }

        return frames;
    }

    public static string Text(TestFrame frame) => $"{frame.Kind} {frame.Dialog} {Convert.ToHexString(frame.Payload)}";
}
