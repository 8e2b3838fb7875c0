namespace Tractor.Errors;

/// <summary>The turns of phrase that the messages of the exceptions share.</summary>
internal static class ErrorText
{
    /// <summary><c>Workers.Echo in leaf@12</c>, or what is known of it.</summary>
    public static string EndpointIn(string? endpoint, ActorId? actor, string unknown)
    {
        string what = string.IsNullOrEmpty(endpoint) ? unknown : endpoint;
        return actor is null ? what : $"{what} in {actor}";
    }

    /// <summary>A sentence of its own with the calls that were in flight, led by a space; empty without any.</summary>
    public static string CallsInFlight(IReadOnlyList<string> calls)
    {
        const int shown = 8;
        string more = calls.Count > shown ? $" and {calls.Count - shown} more" : string.Empty;
        return calls.Count == 0 ? string.Empty : $" Calls in flight: {string.Join(", ", calls.Take(shown))}{more}.";
    }

    /// <summary>
    /// The end of a standard error, led by a space; empty when there was none. Of a long report of a crash the beginning,
    /// which says what happened.
    /// </summary>
    public static string Tail(string standardErrorTail)
    {
        const int shown = 1024;
        string tail = standardErrorTail.Trim();
        int crash = CrashReport.EndingStart(tail);
        string cut = tail.Length <= shown ? tail
            : crash >= 0 && crash < tail.Length - shown ? $"…{tail.AsSpan(crash, shown)}…"
            : $"…{tail.AsSpan(tail.Length - shown)}";
        return cut.Length == 0 ? string.Empty : $" Standard error ended with: {cut}";
    }

    /// <summary>The message without its last full stop, so that it can stand within a sentence.</summary>
    public static string Clause(Exception error) => Guarded(() => error.Message).TrimEnd('.', ' ', '\n', '\r');

    /// <summary>Type and first line of the message, for one sentence of another text: <c>FormatException: bad</c>.</summary>
    public static string Summary(Exception error) => $"{error.GetType().Name}: {Headline(Clause(error))}";

    /// <summary>The first line of a text, cut at a length that fits a headline.</summary>
    public static string Headline(string text)
    {
        const int longest = 500;
        string line = text.AsSpan().TrimStart().ToString().Split(['\n', '\r'], 2)[0].TrimEnd();
        return line.Length > longest ? string.Concat(line.AsSpan(0, longest), "…") : line;
    }

    /// <summary>Limits and waits as people write them: <c>500 ms</c>, <c>3 s</c>.</summary>
    public static string Duration(TimeSpan time) => time < TimeSpan.FromSeconds(1)
        ? FormattableString.Invariant($"{time.TotalMilliseconds:0.###} ms")
        : FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    /// <summary>What user code gives, or a note on why it gave nothing: its properties may throw.</summary>
    public static string Guarded(Func<string?> read)
    {
        try
        {
            return read() ?? string.Empty;
        }
#pragma warning disable CA1031 // Whatever a user's exception does must not replace the error that is told of.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return $"(not available: reading it threw {failure.GetType()})";
        }
    }
}
