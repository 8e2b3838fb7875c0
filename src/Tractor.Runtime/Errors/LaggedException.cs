using Tractor.Errors;

namespace Tractor;

/// <summary>A reader of a broadcast fell behind and lost the oldest items; the next read goes on with those still kept (BRD-04).</summary>
public sealed class LaggedException : TractorException
{
    internal LaggedException(long skipped, int capacity)
        : base($"This reader fell behind and lost {skipped} items: {capacity} are kept for the slowest. The next read goes on with the oldest that is kept; read faster, or ask for a larger window.")
    {
        Skipped = skipped;
        Capacity = capacity;
    }

    /// <summary>How many items this reader lost.</summary>
    public long Skipped { get; }

    /// <summary>How many items are kept.</summary>
    public int Capacity { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Skipped), Skipped);
        facts.Add(nameof(Capacity), Capacity);
    }
}
