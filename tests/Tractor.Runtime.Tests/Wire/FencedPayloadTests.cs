using System.Buffers;
using CsCheck;
using MemoryPack;
using NUnit.Framework;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>Lengths that MemoryPack would read beyond its buffer for end in an error, and nothing else changes.</summary>
[TestFixture]
internal sealed class FencedPayloadTests
{
    private static readonly Gen<float> Number = Gen.OneOf(Gen.Float, Gen.Const(-0f), Gen.Const(BitConverter.Int32BitsToSingle(int.MinValue + 2)));

    private static readonly Gen<string?> Text = Gen.Select(Gen.Int[0, 4], Gen.String).Select((dice, text) => dice == 0 ? null : text);

    private static readonly Gen<FencedSample> Samples = Gen.Recursive<FencedSample>((depth, self) =>
        Gen.Select(Text, Number.Array[0, 9], Text.List[0, 3], Gen.OneOf(Gen.Int, Gen.Int[int.MinValue, int.MinValue + 5]), Gen.Bool, depth > 4 ? Gen.Const((FencedSample)null!) : self)
            .Select((name, values, tags, number, more, next) => new FencedSample(name, values, tags, number, more ? next : null)));

    [Test]
    public void Sound_values_come_back_whatever_looks_like_a_length() => Samples.Sample(
        sample =>
        {
            byte[] bytes = MemoryPackSerializer.Serialize(sample);
            Assert.That(MemoryPackSerializer.Serialize(PayloadCoding.Decode(FencedSampleCodec.Instance, bytes)), Is.EqualTo(bytes));
        },
        iter: 3_000);

    [Test]
    public void Fences_are_no_part_of_what_is_read() => Gen.OneOf(Gen.Byte, Gen.Byte[0, 4], Gen.Const((byte)0), Gen.Const((byte)0x80)).Array[0, 60].Sample(
        bytes =>
        {
            ReadOnlySequence<byte> fenced = FencedPayload.Of(bytes);
            Assert.That(fenced.ToArray(), Is.EqualTo(bytes));
            int[] expected = [.. Enumerable.Range(0, Math.Max(0, bytes.Length - 3)).Where(at => BitConverter.ToInt32(bytes, at) is >= int.MinValue and <= int.MinValue + 3)];
            Assert.That(FencedPayload.IsNeeded(bytes), Is.EqualTo(expected.Length > 0));
            int end = 0;
            List<int> ends = [];
            foreach (ReadOnlyMemory<byte> part in fenced)
            {
                ends.Add(end += part.Length);
            }

            Assert.That(expected.Select(at => at + 4), Is.SubsetOf(ends));
        },
        iter: 20_000);

    [Test]
    public void A_length_that_overflows_is_refused([Values(0, 1, 2, 3, 4, 5)] int above, [Values(0, 1, -1, 5, int.MinValue)] int characters, [Values] bool isInList, [Values] bool isAtEnd)
    {
        const string text = "here-is-the-text";
        byte[] bytes = MemoryPackSerializer.Serialize(isInList ? new FencedSample("name", [-0f], ["a", text], 1, null) : new FencedSample(text, null, [], 1, null));
        int at = bytes.AsSpan().IndexOf("here-is-the-text"u8) - 8;
        Assert.That(BitConverter.ToInt32(bytes, at), Is.EqualTo(~text.Length), "this is where the length stands");
        BitConverter.TryWriteBytes(bytes.AsSpan(at), int.MinValue + above);
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 4), characters);

        Assert.That(() => PayloadCoding.Decode(FencedSampleCodec.Instance, isAtEnd ? bytes[..(at + 4)] : bytes), Throws.TypeOf<MemoryPackSerializationException>());
    }

    [Test]
    public void Mutated_bytes_are_read_or_refused() => Gen.Select(Samples, Gen.Select(Gen.Int[0, 400], Gen.OneOf(Gen.Byte, Gen.Const((byte)0x80), Gen.Const((byte)0))).Array[1, 12]).Sample(
        (sample, changes) =>
        {
            byte[] bytes = MemoryPackSerializer.Serialize(sample);
            foreach ((int at, byte value) in changes)
            {
                bytes[at % bytes.Length] = value;
            }

            try
            {
                PayloadCoding.Decode(FencedSampleCodec.Instance, bytes);
            }
            catch (Exception error) when (error is MemoryPackSerializationException or OverflowException or ArgumentException)
            {
                // Told as a PayloadException; that the process is still there is what this is about.
            }
        },
        iter: 20_000);
}
