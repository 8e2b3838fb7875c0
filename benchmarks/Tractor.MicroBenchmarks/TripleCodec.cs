using MemoryPack;
using Tractor.CompilerServices;

namespace Benchmarks.Micro;

/// <summary>What the generator writes for the payload (int, struct).</summary>
internal sealed class TripleCodec : PayloadCodec<(int Index, Triple Item)>
{
    public static readonly TripleCodec Instance = new();

    public override bool IsSelfContained => true;

    public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly (int Index, Triple Item) value) =>
        writer.WriteUnmanaged(value.Index, value.Item);

    public override void Read(ref MemoryPackReader reader, out (int Index, Triple Item) value)
    {
        reader.ReadUnmanaged(out int index, out Triple item);
        value = (index, item);
    }
}
