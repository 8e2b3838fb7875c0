namespace Tractor.Actors;

/// <summary>What keeps an actor, and whoever is above it, from ending anybody by force.</summary>
internal sealed class DebugHold(DebugHolds holds, ActorId holder) : IDisposable
{
    /// <summary>Who debugs, as far as this actor knows: itself, or the child that told it.</summary>
    public ActorId Holder { get; } = holder;

    /// <summary>Whether it was given up for good. Under the lock of its holds.</summary>
    internal bool IsDisposed { get; set; }

    /// <summary>Begins or ends it; no effect if it is so already, or was disposed.</summary>
    public void Set(bool isHeld) => holds.Set(this, isHeld, isLast: false);

    public void Dispose() => holds.Set(this, isHeld: false, isLast: true);
}
