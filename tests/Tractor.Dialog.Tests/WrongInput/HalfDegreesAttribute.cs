using MemoryPack;

namespace Tractor.DialogTests;

/// <summary>Temperatures to half a degree, as bytes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class HalfDegreesAttribute : MemoryPackCustomFormatterAttribute<double>
{
    public override IMemoryPackFormatter<double> GetFormatter() => new HalfDegrees();

    private sealed class HalfDegrees : MemoryPackFormatter<double>
    {
        public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref double value) =>
            writer.WriteUnmanaged(value is >= 0 and < 128 ? (byte)(value * 2) : throw new NotSupportedException($"{value} is no temperature"));

        public override void Deserialize(ref MemoryPackReader reader, scoped ref double value)
        {
            reader.ReadUnmanaged(out byte halves);
            value = halves / 2.0;
        }
    }
}
