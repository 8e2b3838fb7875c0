using BenchmarkDotNet.Attributes;
using Tractor.Wire;

namespace Benchmarks.Micro;

/// <summary>A message into a buffer and out of it again; no connection.</summary>
[MemoryDiagnoser]
public class CodecBenchmarks
{
    private readonly byte[] _header = new byte[FrameHeader.Size];
    private readonly (int Index, Triple Item) _struct = (1, new Triple(2, 3, 4));
    private readonly (int Index, string Text) _text = (1, "a text of some forty characters, more or less");

    /// <summary>An unmanaged payload, encoded.</summary>
    [Benchmark]
    public long EncodeStruct()
    {
        Tractor.CompilerServices.MessageBuilder builder = MessageBuilders.Rent();
        PayloadCoding.Encode(TripleCodec.Instance, builder, in _struct);
        long length = builder.Written.Length;
        MessageBuilders.Return(builder);
        return length;
    }

    /// <summary>An unmanaged payload, encoded and decoded.</summary>
    [Benchmark]
    public int RoundTripStruct()
    {
        Tractor.CompilerServices.MessageBuilder builder = MessageBuilders.Rent();
        PayloadCoding.Encode(TripleCodec.Instance, builder, in _struct);
        int index = PayloadCoding.Decode(TripleCodec.Instance, builder.Written.FirstSpan).Index;
        MessageBuilders.Return(builder);
        return index;
    }

    /// <summary>A payload with a string, encoded and decoded: the string is the only thing allocated.</summary>
    [Benchmark]
    public int RoundTripText()
    {
        Tractor.CompilerServices.MessageBuilder builder = MessageBuilders.Rent();
        PayloadCoding.Encode(TextCodec.Instance, builder, in _text);
        int length = PayloadCoding.Decode(TextCodec.Instance, builder.Written.FirstSpan).Text.Length;
        MessageBuilders.Return(builder);
        return length;
    }

    /// <summary>The start of a frame, written and read.</summary>
    [Benchmark]
    public ulong RoundTripHeader()
    {
        new FrameHeader(24, FrameKind.Item, default, 7).Write(_header);
        return FrameHeader.Read(_header).Dialog;
    }
}
