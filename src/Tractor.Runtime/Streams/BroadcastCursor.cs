namespace Tractor.Streams;

/// <summary>How far one subscription has read. Guarded by the broadcaster's lock.</summary>
internal sealed class BroadcastCursor(long next)
{
    /// <summary>The number of the item that it reads next; the first of all is 0.</summary>
    public long Next { get; set; } = next;

    public bool IsClosed { get; set; }
}
