using Tractor.Fuzz.Engine;

namespace Tractor.Fuzz.Targets;

/// <summary>What is read of a peer's bytes takes memory by their number, not by what they claim.</summary>
internal static class AllocationBound
{
    private const long Base = 1 << 20;
    private const long PerByte = 1024;

    public static void Run(byte[] input, Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        FuzzFailureException.ThrowIf(allocated > Base + (PerByte * input.Length), $"{input.Length} bytes made it allocate {allocated}");
    }
}
