namespace Tractor.Spawning;

/// <summary>The steps of a child's start-up, in their order on each side.</summary>
internal enum BootStep
{
    /// <summary>Parent: the process is made.</summary>
    Spawned,

    /// <summary>Parent: there is a connection: made with the child, or by it and its token shown.</summary>
    Connected,

    /// <summary>Parent: the child was told what to be.</summary>
    Told,

    /// <summary>Parent: the child has said that it is ready.</summary>
    Ready,

    /// <summary>Child: the process knows that it is one.</summary>
    TakenOver,

    /// <summary>Child: it will be woken if its parent dies.</summary>
    Guarded,

    /// <summary>Child: it is about to connect, or to read what its parent has to say.</summary>
    Connecting,

    /// <summary>Child: it knows what it is to be, and handles signals.</summary>
    Welcomed,

    /// <summary>Child: its lifeline watches the connection. Natively compiled and without start-up methods, it serves already.</summary>
    Tied,

    /// <summary>Child: start-up methods have run, and its actor is made.</summary>
    Built,

    /// <summary>Child: it has told that it is ready.</summary>
    Announced,

    /// <summary>Child: it serves.</summary>
    Serving,
}
