namespace Tractor.Streams;

/// <summary>Which of the things that ended a stream its user is told.</summary>
internal static class StreamEnd
{
    /// <summary>
    /// The peer's error comes before one's own cancellation, unless it says no more than that one's cancellation was
    /// carried out. Thrown here it is observed: nobody else needs to be told.
    /// </summary>
    public static Exception? Choose(IStreamOwner owner, Exception? failure, Exception? cancellation)
    {
        if (cancellation is not null && failure is null or ContextCancelledException { IsAbsorbed: true })
        {
            return cancellation;
        }

        if (failure is not (null or StreamClosedException or StreamOverrunException))
        {
            owner.MarkObserved();
        }

        return failure;
    }

    /// <summary>Whether <paramref name="later"/> says more than <paramref name="earlier"/>: a refused item is forgotten over the end's cause.</summary>
    public static bool Replaces(Exception? earlier, Exception later) =>
        earlier is null || (earlier is StreamOverrunException && later is not (StreamClosedException or StreamOverrunException));

    public static StreamClosedException ClosedHere(IStreamOwner owner) => new(owner.EndpointName, owner.Link.Peer, closedByPeer: false);

    public static StreamClosedException ClosedByPeer(IStreamOwner owner) => new(owner.EndpointName, owner.Link.Peer, closedByPeer: true);
}
