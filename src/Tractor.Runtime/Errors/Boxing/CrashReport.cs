namespace Tractor.Errors;

/// <summary>What .NET writes to standard error before it ends a process: what happened first, then the frames.</summary>
internal static class CrashReport
{
    /// <summary>
    /// How many characters may stand between two frames, as the heads of inner exceptions do, or after the last one; with
    /// more, others wrote on, and the crash was another's: an actor passes on what those below it write.
    /// </summary>
    private const int LongestGap = 512;

    private static readonly string[] Openings = ["Unhandled exception.", "Process terminated.", "Stack overflow.", "Fatal error."];

    /// <summary>Where the report begins that a text ends with; -1 when it ends with something else.</summary>
    public static int EndingStart(string text)
    {
        int start = -1;
        foreach (string opening in Openings)
        {
            start = Math.Max(start, LastLineWith(opening, text));
        }

        return start >= 0 && IsToItsEnd(text.AsSpan(start)) ? start : -1;
    }

    private static int LastLineWith(string opening, string text)
    {
        int start = text.LastIndexOf("\n" + opening, StringComparison.Ordinal) + 1;
        return start > 0 || text.StartsWith(opening, StringComparison.Ordinal) ? start : -1;
    }

    // What happened may take any number of lines, so that only what follows the first frame is looked at.
    private static bool IsToItsEnd(ReadOnlySpan<char> report)
    {
        bool framed = false;
        int gap = 0;
        foreach (ReadOnlySpan<char> line in report.EnumerateLines())
        {
            bool frame = line.TrimStart().StartsWith("at ", StringComparison.Ordinal);
            framed |= frame;
            gap = frame ? 0 : gap + line.Length;
            if (framed && gap > LongestGap)
            {
                return false;
            }
        }

        return framed;
    }
}
