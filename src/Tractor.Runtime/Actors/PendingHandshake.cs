using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>A connection that is identifying itself.</summary>
internal sealed class PendingHandshake(IConnection connection)
{
    public IConnection Connection => connection;

    /// <summary>Its place among those that have not shown that they are of the tree; theirs to change.</summary>
    internal LinkedListNode<PendingHandshake>? Node { get; set; }

    /// <summary>Whether it had to give way.</summary>
    public bool IsDropped { get; internal set; }
}
