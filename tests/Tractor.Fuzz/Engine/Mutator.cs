using System.Buffers.Binary;

namespace Tractor.Fuzz.Engine;

/// <summary>Makes an input of others.</summary>
internal sealed class Mutator(Random random)
{
    public const int MaxBytes = 4096;

    private const int MostSteps = 24;

    private static readonly int[] Interesting =
    [
        0, 1, 2, 3, 4, 15, 16, 17, 255, 256, 1023, 1024, 65535, 65536, int.MaxValue, int.MaxValue - 4, -1, -2, int.MinValue, int.MinValue + 1, int.MinValue + 3,
        1 << 20, 64 << 20, (64 << 20) + 1,
    ];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        List<byte> bytes = [.. input];
        int steps = 1 << random.Next(0, 5);
        for (int i = 0; i < Math.Min(steps, MostSteps); i++)
        {
            Step(bytes, other);
        }

        if (bytes.Count > MaxBytes)
        {
            bytes.RemoveRange(MaxBytes, bytes.Count - MaxBytes);
        }

        return [.. bytes];
    }

    private void Step(List<byte> bytes, byte[] other)
    {
        int at = random.Next(bytes.Count + 1);
        int left = bytes.Count - at;
        switch (random.Next(10))
        {
            case 0 when left > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when left > 0:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2 when left > 0:
                bytes[at] += (byte)random.Next(-16, 17);
                break;
            case 3:
                Overwrite(bytes, at, Number());
                break;
            case 4:
                bytes.InsertRange(at, Number());
                break;
            case 5 when left > 0:
                bytes.RemoveRange(at, random.Next(1, Math.Min(left, 64) + 1));
                break;
            case 6 when left > 0:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, random.Next(1, Math.Min(left, 64) + 1)));
                break;
            case 7 when other.Length > 0:
                int from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, random.Next(1, Math.Min(other.Length - from, 128) + 1)).ToArray());
                break;
            case 8 when other.Length > 0:
                bytes.RemoveRange(at, left);
                bytes.AddRange(other[random.Next(other.Length)..]);
                break;
            default:
                bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(256), random.Next(1, 16)));
                break;
        }
    }

    private byte[] Number()
    {
        byte[] bytes = new byte[random.Next(3) switch { 0 => 2, 1 => 4, _ => 8 }];
        long number = Interesting[random.Next(Interesting.Length)];
        number = random.Next(4) == 0 ? random.NextInt64() : number + random.Next(-1, 2);
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(all, number);
        all[..bytes.Length].CopyTo(bytes);
        return bytes;
    }

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        for (int i = 0; i < with.Length && at + i < bytes.Count; i++)
        {
            bytes[at + i] = with[i];
        }
    }
}
