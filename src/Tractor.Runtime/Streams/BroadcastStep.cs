namespace Tractor.Streams;

/// <summary>What a subscription finds when it looks.</summary>
internal enum BroadcastStep
{
    /// <summary>An item.</summary>
    Item,

    /// <summary>It fell behind; its place is the oldest item that is kept now.</summary>
    Lagged,

    /// <summary>All was read, and nothing comes any more.</summary>
    End,

    /// <summary>All was read; the next pull may bring more.</summary>
    Wait,

    /// <summary>The subscription is closed.</summary>
    Closed,
}
