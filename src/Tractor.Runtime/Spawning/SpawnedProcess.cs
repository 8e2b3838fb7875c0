using System.Runtime.Versioning;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>A child with a process of its own.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SpawnedProcess(ChildProcess process, RuntimeDirectory sockets, IConnection? connection) : ISpawned
{
    public int Pid => process.Pid;

    public IConnection? Connection => connection;

    public Task<ProcessExit> Exited => process.Exited;

    public string StandardErrorTail => process.StandardErrorTail;

    public void Terminate() => process.Terminate();

    public void Kill() => process.Kill();

    public void RemoveSockets() => sockets.RemoveOf(Pid);

    /// <summary>Also removes what a process that did not end in order could not remove itself; its exit code does not tell.</summary>
    public void Dispose()
    {
        RemoveSockets();
        process.Dispose();
    }
}
