using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.TractorTree;

/// <summary>A moment in a text; the clock is the same for all processes of a machine.</summary>
internal static class Moment
{
    private const string Mark = "thrown at ";

    public static string Say() => Mark + Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture) + " ticks";

    public static long Find(string text)
    {
        int start = text.IndexOf(Mark, StringComparison.Ordinal) + Mark.Length;
        return long.Parse(text.AsSpan(start, text.IndexOf(' ', start) - start), CultureInfo.InvariantCulture);
    }
}
