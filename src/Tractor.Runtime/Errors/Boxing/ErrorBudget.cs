using System.Globalization;
using System.Text;

namespace Tractor.Errors;

/// <summary>Cuts texts to their limits, and all of them together to a number of bytes.</summary>
internal sealed class ErrorBudget(int bytes)
{
    // What a field costs beside its characters.
    private const int Overhead = 16;

    public int Remaining { get; private set; } = bytes;

    /// <summary>The text, valid UTF-16 and no longer than the limit; a cut one says so.</summary>
    public string Take(string? value, int limit)
    {
        if (string.IsNullOrEmpty(value))
        {
            Remaining -= Overhead;
            return string.Empty;
        }

        // A character is at most three bytes; only where that might not fit is it worth counting.
        int room = Math.Max(0, Remaining - Overhead);
        string text = Clean(Cut(value, Math.Min(limit, room)));
        int size = Encoding.UTF8.GetByteCount(text);
        if (size > room)
        {
            text = Clean(Cut(value, Math.Min(limit, room / 3)));
            size = Encoding.UTF8.GetByteCount(text);
        }

        Remaining -= size + Overhead;
        return text;
    }

    /// <summary>A name, cut like any; null stays null.</summary>
    public string? TakeName(string? value) => value is null ? null : Take(value, ErrorLimits.Name);

    private static string Cut(string value, int limit)
    {
        if (value.Length <= limit)
        {
            return value;
        }

        string note = string.Create(CultureInfo.InvariantCulture, $"… (cut, {value.Length} characters)");
        return limit > note.Length ? string.Concat(value.AsSpan(0, limit - note.Length), note) : string.Empty;
    }

    // Half of a surrogate pair has no UTF-8: the message would fail to be written.
    private static string Clean(string text)
    {
        if (!HasLoneSurrogate(text))
        {
            return text;
        }

        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogate(text[i]) && (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[++i])))
            {
                return true;
            }
        }

        return false;
    }
}
