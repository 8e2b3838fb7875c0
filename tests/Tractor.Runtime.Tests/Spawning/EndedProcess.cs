using Tractor.Platform;
using Tractor.Spawning;

namespace Tractor.Runtime.Tests.Spawning;

/// <summary>A child's process that has ended.</summary>
internal sealed class EndedProcess : ISpawned
{
    public int Pid => 1;

    public Task<ProcessExit> Exited { get; } = Task.FromResult(ProcessExit.OfCode(0));

    public string StandardErrorTail => string.Empty;

    public void Terminate()
    {
    }

    public void Kill()
    {
    }

    public void RemoveSockets()
    {
    }

    public void Dispose()
    {
    }
}
