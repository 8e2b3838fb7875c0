using System.Buffers;
using System.Reflection;
using MemoryPack;
using Tractor.CompilerServices;

namespace Tractor.Generators.Tests.Harness;

/// <summary>Writes and reads with generated codecs, which only the runtime itself may reach.</summary>
internal static class CodecRun
{
    private const BindingFlags All = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>The descriptor of the only endpoint of that name.</summary>
    public static EndpointDescriptor Descriptor(Type owner, string method) =>
        owner.GetNestedType("TractorEndpoints", All)!.GetFields(All)
            .Select(field => field.GetValue(null))
            .OfType<EndpointDescriptor>()
            .Single(descriptor => descriptor.Name.EndsWith("." + method, StringComparison.Ordinal));

    /// <summary>A descriptor's codec, <c>Arguments</c> or <c>Result</c>.</summary>
    public static object Codec(EndpointDescriptor descriptor, string property) => descriptor.GetType().GetProperty(property, All)!.GetValue(descriptor)!;

    public static object? RoundTrip(object codec, object? value) =>
        typeof(CodecRun).GetMethod(nameof(RoundTripOf), All)!.MakeGenericMethod(PayloadType(codec)).Invoke(null, [codec, value]);

    public static bool IsSelfContained(object codec) => (bool)codec.GetType().GetProperty("IsSelfContained", All)!.GetValue(codec)!;

    public static byte[] Write<T>(PayloadCodec<T> codec, T value)
    {
        using MessageBuilder builder = (MessageBuilder)Activator.CreateInstance(typeof(MessageBuilder), nonPublic: true)!;
        WriteTo(builder, codec, value);
        return ((ReadOnlySequence<byte>)typeof(MessageBuilder).GetProperty("Written", All)!.GetValue(builder)!).ToArray();
    }

    public static T Read<T>(PayloadCodec<T> codec, ReadOnlySpan<byte> bytes, out int consumed)
    {
        using MemoryPackReaderOptionalState state = MemoryPackReaderOptionalStatePool.Rent(null);
        MemoryPackReader reader = new(bytes, state);
        codec.Read(ref reader, out T value);
        consumed = reader.Consumed;
        return value;
    }

    private static void WriteTo<T>(MessageBuilder builder, PayloadCodec<T> codec, T value)
    {
        using MemoryPackWriterOptionalState state = MemoryPackWriterOptionalStatePool.Rent(null);
        MemoryPackWriter<MessageBuilder> writer = new(ref builder, state);
        codec.Write(ref writer, in value);
        writer.Flush();
    }

    private static T RoundTripOf<T>(PayloadCodec<T> codec, T value)
    {
        byte[] bytes = Write(codec, value);
        T read = Read(codec, bytes, out int consumed);
        Assert.That(consumed, Is.EqualTo(bytes.Length), "everything that was written is read");
        return read;
    }

    private static Type PayloadType(object codec)
    {
        Type? type = codec.GetType();
        while (type is not { IsGenericType: true } || type.GetGenericTypeDefinition() != typeof(PayloadCodec<>))
        {
            type = type!.BaseType;
        }

        return type.GetGenericArguments()[0];
    }
}
