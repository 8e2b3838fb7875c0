using CsCheck;
using NUnit.Framework;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Wire;

[TestFixture]
internal sealed class FrameHeaderTests
{
    [Test]
    [Property("Row", "TPT-01")]
    public void The_bytes_on_the_wire()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xEE, FrameHeader.Size)];
        new FrameHeader(0x01020304, FrameKind.Item, FrameFlags.More, 0x1112131415161718, 0x2122).Write(bytes);
        Assert.That(Convert.ToHexString(bytes), Is.EqualTo("04030201" + "13" + "01" + "2221" + "1817161514131211"));
    }

    [Test]
    public void What_was_written_is_read() =>
        Gen.Select(Gen.Int, Gen.Byte, Gen.Byte, Gen.ULong, Gen.UShort).Sample((length, kind, flags, dialog, window) =>
        {
            FrameHeader header = new(length, (FrameKind)kind, (FrameFlags)flags, dialog, window);
            byte[] bytes = new byte[FrameHeader.Size];
            header.Write(bytes);
            return FrameHeader.Read(bytes) == header;
        });

    [Test]
    public void The_numbers_of_the_kinds_never_change() =>
        Assert.That(
            Enum.GetValues<FrameKind>().Select(kind => $"{kind}={(int)kind}"),
            Is.EqualTo(new[]
            {
                "Hello=1", "Welcome=2", "Refused=3", "Ready=4", "BootFailed=5", "Challenge=6", "Proof=7", "Start=16", "Accepted=17", "Started=18", "Item=19", "Stop=20",
                "Result=21", "Error=22", "Cancel=23", "Credit=24", "Overrun=25", "CancelActor=32", "CancelActorDone=33", "Ending=34", "CancelActorGrace=35",
                "DebugHeld=36", "DebugReleased=37",
            }));
}
