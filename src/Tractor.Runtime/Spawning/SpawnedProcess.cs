using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>A child with a process of its own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SpawnedProcess(ChildProcess process) : ISpawned
{
    public int Pid => process.Pid;

    public Task<ProcessExit> Exited => process.Exited;

    public string StandardErrorTail => process.StandardErrorTail;

    public void Terminate() => process.Terminate();

    public void Kill() => process.Kill();

    public void Dispose() => process.Dispose();
}
