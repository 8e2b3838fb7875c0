namespace Tractor;

/// <summary>What a subscription does when its reader falls behind by more items than are kept.</summary>
public enum LagHandling
{
    /// <summary>Its next receive throws <see cref="LaggedException"/>, then it goes on with the oldest item that is kept.</summary>
    Throw = 0,

    /// <summary>It logs a warning and goes on with the oldest item that is kept (BRD-05).</summary>
    Skip = 1,
}
