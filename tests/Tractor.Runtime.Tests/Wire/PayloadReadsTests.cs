using MemoryPack;
using NUnit.Framework;
using Tractor.CompilerServices;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>What generated codecs read themselves: every length is held against what is there.</summary>
[TestFixture]
internal sealed class PayloadReadsTests
{
    private readonly record struct Wide(Guid A, Guid B, Guid C, Guid D);

    [Test]
    public void Strings_come_back([Values(null, "", "a", "höher 😀")] string? text, [Values] StringEncoding encoding)
    {
        byte[] bytes = MemoryPackSerializer.Serialize(text, MemoryPackSerializerOptions.Default with { StringEncoding = encoding });

        Assert.That(ReadString(bytes), Is.EqualTo(text));
    }

    [Test]
    public void Arrays_come_back()
    {
        Wide[] values = [new(Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid()), default];

        Assert.That(ReadArray<Wide>(MemoryPackSerializer.Serialize(values)), Is.EqualTo(values));
        Assert.That(ReadArray<Wide>(MemoryPackSerializer.Serialize<Wide[]?>(null)), Is.Null);
        Assert.That(ReadArray<int>(MemoryPackSerializer.Serialize(Array.Empty<int>())), Is.Empty);
    }

    [Test]
    public void A_string_longer_than_what_is_left_is_refused(
        [Values(int.MinValue, int.MinValue + 1, int.MinValue + 3, int.MinValue + 4, -14, -13, 5, int.MaxValue / 2, int.MaxValue)] int length)
    {
        byte[] bytes = [.. BitConverter.GetBytes(length), .. new byte[8]];

        Assert.That(() => ReadString(bytes), Throws.TypeOf<MemoryPackSerializationException>());
    }

    // So many that their bytes overflow an int, and so many bytes that MemoryPack believes the number.
    [TestCase(int.MinValue)]
    [TestCase(-2)]
    [TestCase(2)]
    [TestCase(1 << 25)]
    [TestCase((1 << 26) - 4)]
    [TestCase(int.MaxValue)]
    public void An_array_longer_than_what_is_left_is_refused(int length)
    {
        byte[] bytes = new byte[1 << 26];
        BitConverter.TryWriteBytes(bytes, length);

        Assert.That(() => ReadArray<Wide>(length == 2 ? bytes[..100] : bytes), Throws.TypeOf<MemoryPackSerializationException>());
    }

    private static string? ReadString(byte[] bytes)
    {
        using MemoryPackReaderOptionalState state = MemoryPackReaderOptionalStatePool.Rent(null);
        MemoryPackReader reader = new(bytes, state);
        return PayloadReads.ReadString(ref reader);
    }

    private static T[]? ReadArray<T>(byte[] bytes)
        where T : unmanaged
    {
        using MemoryPackReaderOptionalState state = MemoryPackReaderOptionalStatePool.Rent(null);
        MemoryPackReader reader = new(bytes, state);
        return PayloadReads.ReadUnmanagedArray<T>(ref reader);
    }
}
