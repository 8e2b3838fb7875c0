using System.Globalization;
using System.Runtime;

namespace Tractor.TestKit;

/// <summary>What memory of its own this process holds, as the system counts it: managed, native and stacks.</summary>
public static class ProcessMemory
{
    /// <summary>In bytes, when all that is garbage has been given back.</summary>
    public static long Anonymous()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        string line = File.ReadLines("/proc/self/smaps_rollup").Single(static line => line.StartsWith("Anonymous:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(10).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
    }
}
