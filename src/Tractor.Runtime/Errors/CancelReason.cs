namespace Tractor;

/// <summary>Why a cancellation was asked for.</summary>
public enum CancelReason
{
    /// <summary>Someone called a cancel method, or cancelled a token given to one of ours.</summary>
    Explicit = 0,

    /// <summary>Another task, child or body of the same nursery failed.</summary>
    SiblingFault = 1,

    /// <summary>The scope, dialog or process that this belonged to ended.</summary>
    ParentEnded = 2,

    /// <summary>A deadline passed.</summary>
    Deadline = 3,

    /// <summary>The connection to the peer was lost.</summary>
    PeerLost = 4,

    /// <summary>The process got a signal that asks it to end (Ctrl-C, SIGTERM).</summary>
    Signal = 5,
}
