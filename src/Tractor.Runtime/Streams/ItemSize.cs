using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>Which items are handled as nothing but their bytes in memory, many at a time.</summary>
internal static class ItemSize
{
    /// <summary>The bytes of every item; 0 when they differ, or one is too large to share a frame or to be a message at all.</summary>
    public static int Of<T>(PayloadCodec<T> codec, ActorLimits limits) =>
        codec.FixedSize <= Math.Min(FrameLimits.ItemsBytes, limits.MaxMessageBytes) ? codec.FixedSize : 0;
}
