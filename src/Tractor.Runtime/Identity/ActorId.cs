using MemoryPack;
using MemoryPack.Formatters;

namespace Tractor;

/// <summary>Who an actor is: a name, which several may share, and a unique id (SPN-11).</summary>
/// <param name="Name">The name it was started with.</param>
/// <param name="Uuid">Unique for each actor ever started.</param>
/// <param name="Pid">The process it lives in.</param>
public sealed record ActorId(string Name, Guid Uuid, int Pid) : IMemoryPackable<ActorId>
{
    private const byte Members = 3;

    /// <summary>The name and the process: <c>worker_1@4711</c>.</summary>
    // Without a culture, which has the runtime load ICU.
    public override string ToString() => $"{Name}@{Pid.ToString(provider: null)}";

    // By hand: what MemoryPack generates sets up all of that library as soon as an actor has an id.
    static void IMemoryPackFormatterRegister.RegisterFormatter()
    {
        if (!MemoryPackFormatterProvider.IsRegistered<ActorId>())
        {
            MemoryPackFormatterProvider.Register(new MemoryPackableFormatter<ActorId>());
        }
    }

    static void IMemoryPackable<ActorId>.Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref ActorId? value)
    {
        if (value is null)
        {
            writer.WriteNullObjectHeader();
            return;
        }

        writer.WriteObjectHeader(Members);
        writer.WriteString(value.Name);
        writer.WriteUnmanaged(value.Uuid, value.Pid);
    }

    static void IMemoryPackable<ActorId>.Deserialize(ref MemoryPackReader reader, scoped ref ActorId? value)
    {
        if (!reader.TryReadObjectHeader(out byte members))
        {
            value = null;
            return;
        }

        if (members != Members)
        {
            MemoryPackSerializationException.ThrowInvalidPropertyCount(typeof(ActorId), Members, members);
        }

        string? name = reader.ReadString();
        reader.ReadUnmanaged(out Guid uuid, out int pid);
        value = new ActorId(name!, uuid, pid);
    }
}
