namespace Tractor;

/// <summary>How this side of a dialog receives items.</summary>
public sealed record StreamOptions
{
    /// <summary>
    /// How many items may be unread here. Null (the default) is <see cref="ActorLimits.StreamWindow"/>; 1 to 1,048,576. A
    /// window smaller than that of the limits holds from the first items that were read.
    /// </summary>
    public int? Window
    {
        get;
        init => field = value is null or (>= 1 and <= 1 << 20)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "Window must be from 1 to 1048576.");
    }

    /// <summary>What happens when it is full. Null (the default) is <see cref="ActorLimits.StreamOverflow"/>.</summary>
    public StreamOverflow? Overflow { get; init; }
}
