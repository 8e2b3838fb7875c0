using System.Runtime.Versioning;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>Ends this process when its parent is gone: in order within the grace, else by force.</summary>
/// <remarks>It is never given up: the exit itself, with its handlers, is bounded too.</remarks>
[SupportedOSPlatform("linux")]
#pragma warning disable CA1001 // It lives as long as the process.
internal sealed class Lifelines(ActorAddress parent)
#pragma warning restore CA1001
{
    private const int Tries = 20;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(2);

    private readonly ManualResetEventSlim _never = new();

    public ChildRunner? Runner { get; set; }

    public void Watch(IConnection connection, ActorLimits limits)
    {
        if (connection.Descriptor is { } socket)
        {
            _ = Lifeline.Watch(socket, () => OnParentGone(limits));
        }
    }

    // On the lifeline's own thread, so that no busy pool and no stuck endpoint can keep the process.
    private void OnParentGone(ActorLimits limits)
    {
        // The end of the connection is also seen when it was ended here, in order: then only the exit itself is bounded.
        if (Runner is { HasClosedLinks: true })
        {
            _never.Wait(limits.KillTimeout);
            SignalExit.Now(Environment.ExitCode);
        }

        Runner?.RequestOrphansEnd();
        RemoveParentsSocket();
        _never.Wait(limits.OrphanGrace);
        ForcedEnd.LeaveNothing();
        SignalExit.Now(ChildRunner.FailedExitCode);
    }

    /// <summary>A root that was killed has nobody else to do it. The kernel closes its sockets one after the other.</summary>
    public void RemoveParentsSocket()
    {
        for (int i = 0; i < Tries && !UnixSocketTransport.TryRemoveDead(parent); i++)
        {
            _never.Wait(BetweenTries);
        }
    }
}
