using MemoryPack;

namespace Tractor.Errors;

/// <summary>An actor's id, in the form that its own formatter has, read with its lengths checked.</summary>
internal sealed class GuardedActorFormatter : MemoryPackFormatter<ActorId?>
{
    private const byte Members = 3;

    public static readonly GuardedActorFormatter Default = new();

    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref ActorId? value) =>
        writer.WritePackable(value);

    public override void Deserialize(ref MemoryPackReader reader, scoped ref ActorId? value)
    {
        if (!reader.TryReadObjectHeader(out byte members))
        {
            value = null;
            return;
        }

        if (members != Members)
        {
            throw new MemoryPackSerializationException($"An actor's id has {Members} members, not {members}.");
        }

        string? name = GuardedStringFormatter.Read(ref reader);
        reader.ReadUnmanaged(out Guid uuid, out int pid);
        value = new ActorId(name!, uuid, pid);
    }
}
