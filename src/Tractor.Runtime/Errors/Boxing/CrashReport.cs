namespace Tractor.Errors;

/// <summary>What .NET writes to standard error before it ends a process: what happened first, then the frames.</summary>
internal static class CrashReport
{
    private static readonly string[] Openings = ["Unhandled exception.", "Process terminated.", "Stack overflow.", "Fatal error."];

    /// <summary>Where in a text the last report begins; -1 without any.</summary>
    public static int StartIn(string text)
    {
        int start = -1;
        foreach (string opening in Openings)
        {
            start = Math.Max(start, LastLineWith(opening, text));
        }

        return start;
    }

    private static int LastLineWith(string opening, string text)
    {
        int start = text.LastIndexOf("\n" + opening, StringComparison.Ordinal) + 1;
        return start > 0 || text.StartsWith(opening, StringComparison.Ordinal) ? start : -1;
    }
}
