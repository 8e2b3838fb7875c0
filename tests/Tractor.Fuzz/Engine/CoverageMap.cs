using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Tractor.Fuzz.Engine;

/// <summary>
/// What the instrumented library counts: one byte for each pair of branches that followed each other. An input is worth
/// keeping when it reaches a pair, or a number of times, that none did before.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    private const int Size = 1 << 16;

    private static readonly byte[] Classes = MakeClasses();

    private readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] _seen = new byte[Size];

    public CoverageMap() => Trace.SharedMem = _counts;

    /// <summary>How many pairs were seen so far; 0 when nothing is instrumented.</summary>
    public int Pairs { get; private set; }

    public void Clear()
    {
        new Span<byte>(_counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Adds what was counted since <see cref="Clear"/>. True when there is something new in it.</summary>
    public bool Merge()
    {
        bool isNew = false;
        ReadOnlySpan<byte> counts = new(_counts, Size);
        int at = 0;
        while (counts[at..].IndexOfAnyExcept((byte)0) is >= 0 and int skip)
        {
            at += skip;
            byte seen = _seen[at];
            byte now = Classes[counts[at]];
            if ((seen & now) == 0)
            {
                isNew = true;
                Pairs += seen == 0 ? 1 : 0;
                _seen[at] = (byte)(seen | now);
            }

            at++;
        }

        return isNew;
    }

    // The library may still count on a thread of its own: the memory stays until the process ends.
    public void Dispose() => Clear();

    private static byte[] MakeClasses()
    {
        byte[] classes = new byte[256];
        int[] from = [1, 2, 3, 4, 8, 16, 32, 128];
        for (int count = 1; count < classes.Length; count++)
        {
            classes[count] = (byte)(1 << Array.FindLastIndex(from, least => count >= least));
        }

        return classes;
    }
}
