namespace Tractor;

/// <summary>What happens to items of a stream that come faster than they are read.</summary>
public enum StreamOverflow
{
    /// <summary>The sender waits: it gets credit as items are read. Nothing is lost, memory stays within the window.</summary>
    Wait = 0,

    /// <summary>The sender does not wait; an item that finds the window full is refused, and its sender gets <see cref="StreamOverrunException"/>.</summary>
    Fail = 1,

    /// <summary>The sender does not wait; an item that finds the window full takes the place of the oldest unread one.</summary>
    DropOldest = 2,
}
