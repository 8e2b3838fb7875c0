using System.Runtime.ExceptionServices;

namespace Tractor.Streams;

/// <summary>What a broadcast keeps of one item: the item, or why there is none in its place.</summary>
internal readonly record struct BroadcastEntry<T>(T? Item, ExceptionDispatchInfo? Error)
{
    public T Take()
    {
        Error?.Throw();
        return Item!;
    }
}
