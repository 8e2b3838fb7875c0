using MemoryPack;
using Tractor.CompilerServices;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>What the generator writes for a packable type.</summary>
internal sealed class FencedSampleCodec : PayloadCodec<FencedSample?>
{
    public static readonly FencedSampleCodec Instance = new();

    public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly FencedSample? value) =>
        writer.WritePackable<FencedSample>(value);

    public override void Read(ref MemoryPackReader reader, out FencedSample? value) => value = reader.ReadPackable<FencedSample>();
}
