using System.Runtime.CompilerServices;
using Benchmarks.Harness;

namespace Benchmarks.RawTree;

internal static class Program
{
    // A child loads nothing but what it needs: the other way is a method of its own.
    public static int Main(string[] args) => args is ["child", var path] ? RawChild.Run(path) : Measure();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Measure()
    {
        using RawContender contender = new();
        DriverLoop.RunAsync(contender).GetAwaiter().GetResult();
        return 0;
    }
}
