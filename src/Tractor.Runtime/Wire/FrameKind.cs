namespace Tractor.Wire;

/// <summary>What a frame says. Values are on the wire: never change or reuse one.</summary>
internal enum FrameKind : byte
{
    /// <summary>Opener to listener, first: protocol, identity, credential. Anything else first closes the connection.</summary>
    Hello = 1,

    /// <summary>Listener's answer to Hello: its identity, and for a new child what it needs to boot.</summary>
    Welcome = 2,

    /// <summary>Listener's other answer to Hello: why not, in words; the connection closes behind it.</summary>
    Refused = 3,

    /// <summary>New child to its parent, once: it serves now, and where it listens.</summary>
    Ready = 4,

    /// <summary>New child to its parent instead of Ready: the error that stopped its start.</summary>
    BootFailed = 5,

    /// <summary>Listener's answer to a Hello that shows no key: its nonce, and its proof that it has the key.</summary>
    Challenge = 6,

    /// <summary>Opener's answer to Challenge: its proof that it has the key.</summary>
    Proof = 7,

    /// <summary>Opener: endpoint, contract and arguments of a new dialog.</summary>
    Start = 16,

    /// <summary>Endpoint: the dialog was accepted and its task runs (dialogs with a context only).</summary>
    Accepted = 17,

    /// <summary>Endpoint, once: the first value.</summary>
    Started = 18,

    /// <summary>Either: a stream item.</summary>
    Item = 19,

    /// <summary>Either, once: no item follows from this side.</summary>
    Stop = 20,

    /// <summary>Endpoint, terminal: the task returned; its result.</summary>
    Result = 21,

    /// <summary>Endpoint, terminal: the task failed or was cancelled.</summary>
    Error = 22,

    /// <summary>Opener: cancel the task; who asks and why. The terminal is its acknowledgement.</summary>
    Cancel = 23,

    /// <summary>Receiver of items: so many more may be sent.</summary>
    Credit = 24,

    /// <summary>Either: the items that arrive are not read in time (only where overruns are errors).</summary>
    Overrun = 25,

    /// <summary>Anyone of the tree: end this actor; who asks, why, and the time it has.</summary>
    CancelActor = 32,

    /// <summary>Answer to CancelActor: the actor's tasks are over (CAN-03).</summary>
    CancelActorDone = 33,

    /// <summary>An actor that ends in order tells its peers why, before it closes (CAN-21).</summary>
    Ending = 34,

    /// <summary>Before CancelActorDone, if need be again and again: clean-ups that said so take so long (E31).</summary>
    CancelActorGrace = 35,

    /// <summary>Child to its parent: somebody debugs here or below, and nobody is to be ended by force (CAN-11).</summary>
    DebugHeld = 36,

    /// <summary>Child to its parent: nobody debugs here or below any more.</summary>
    DebugReleased = 37,
}
