using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>A child that was brought to life.</summary>
internal interface ISpawned : IDisposable
{
    int Pid { get; }

    /// <summary>The connection that it was started with, for its starter to take over; null where it connects back.</summary>
    IConnection? Connection => null;

    /// <summary>Completes when it has ended and left no zombie.</summary>
    Task<ProcessExit> Exited { get; }

    /// <summary>The last 32 KB of its standard error.</summary>
    string StandardErrorTail { get; }

    /// <summary>Asks it to end (SIGTERM).</summary>
    void Terminate();

    /// <summary>Ends it (SIGKILL).</summary>
    void Kill();

    /// <summary>Removes the socket files that it cannot remove any more.</summary>
    void RemoveSockets();
}
