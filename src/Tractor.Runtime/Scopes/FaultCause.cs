using Tractor.Errors;

namespace Tractor.Scopes;

/// <summary>The cancellation that a failure brings about: it began where the failure did.</summary>
internal static class FaultCause
{
    /// <param name="error">What failed.</param>
    /// <param name="self">The actor whose scope it failed.</param>
    /// <param name="taskName">The endpoint that this scope belongs to.</param>
    public static Cancellation Of(Exception error, ActorId self, string? taskName)
    {
        (IReadOnlyList<ActorId> way, string? task) = error switch
        {
            _ when RemoteActorException.Behind(error) is { } remote => (remote.RelayPath, remote.Endpoint),
            ContextCancelledException cancelled => (cancelled.Path, cancelled.OriginTask),
            ActorDiedException died => ([died.Actor], null),
            PeerLostException lost => ([lost.Peer], null),
            _ => ((IReadOnlyList<ActorId>)[], taskName),
        };
        return new Cancellation(self, CancelReason.SiblingFault, [.. way.Where(actor => actor != self), self], ErrorText.Summary(error)) { OriginTask = task };
    }
}
