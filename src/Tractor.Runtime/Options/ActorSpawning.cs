namespace Tractor;

/// <summary>How an actor comes to life.</summary>
public enum ActorSpawning
{
    /// <summary>A process of its own: this program again, taken over before its <c>Main</c>. Linux only.</summary>
    Process = 0,

    /// <summary>
    /// Inside the process of its parent, over an in-memory connection: for tests, and for systems without process
    /// support. Nothing isolates it, and it cannot be killed.
    /// </summary>
    InProcess = 1,
}
