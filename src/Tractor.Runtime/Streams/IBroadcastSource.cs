namespace Tractor.Streams;

/// <summary>Where a broadcast takes its items from; one takes at a time.</summary>
internal interface IBroadcastSource<T>
{
    /// <summary>Waits until there may be an item. False at the end.</summary>
    /// <exception cref="Exception">What ended it.</exception>
    ValueTask<bool> WaitAsync(CancellationToken cancellationToken);

    /// <summary>Takes an item that is there.</summary>
    /// <exception cref="PayloadException">This one cannot be decoded; others follow.</exception>
    bool TryTakeOwned(out T item);
}
