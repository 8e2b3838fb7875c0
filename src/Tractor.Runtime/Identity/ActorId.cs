using System.Globalization;
using MemoryPack;

namespace Tractor;

/// <summary>Who an actor is: a name, which several may share, and a unique id (SPN-11).</summary>
/// <param name="Name">The name it was started with.</param>
/// <param name="Uuid">Unique for each actor ever started.</param>
/// <param name="Pid">The process it lives in.</param>
[MemoryPackable]
public sealed partial record ActorId(string Name, Guid Uuid, int Pid)
{
    /// <summary>The name and the process: <c>worker_1@4711</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}@{Pid}");
}
