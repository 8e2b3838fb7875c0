using MemoryPack;
using Tractor.CompilerServices;

namespace Benchmarks.Micro;

/// <summary>What the generator writes for the payload (int, string).</summary>
internal sealed class TextCodec : PayloadCodec<(int Index, string Text)>
{
    public static readonly TextCodec Instance = new();

    public override bool IsSelfContained => true;

    public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly (int Index, string Text) value)
    {
        writer.WriteUnmanaged(value.Index);
        writer.WriteString(value.Text);
    }

    public override void Read(ref MemoryPackReader reader, out (int Index, string Text) value)
    {
        reader.ReadUnmanaged(out int index);
        value = (index, reader.ReadString()!);
    }
}
