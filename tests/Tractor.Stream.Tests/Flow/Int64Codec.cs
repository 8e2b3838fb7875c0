using MemoryPack;
using Tractor.CompilerServices;

namespace Tractor.StreamTests.Flow;

internal sealed class Int64Codec(bool isSelfContained) : PayloadCodec<long>
{
    public override bool IsSelfContained => isSelfContained;

    public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly long value) => writer.WriteUnmanaged(value);

    public override void Read(ref MemoryPackReader reader, out long value) => reader.ReadUnmanaged(out value);
}
