using System.Globalization;

namespace Benchmarks.Harness;

/// <summary>What a work came to: named values, or the reason why there are none. Travels as one line.</summary>
public sealed class WorkResult
{
    /// <summary>How lines of this protocol begin; others are the program's own chatter.</summary>
    public const string Mark = "@@ ";

    /// <summary>The reason of who does not know a work.</summary>
    public const string Unknown = "it has nothing of the kind";

    private readonly Dictionary<string, double> _values = [];

    /// <summary>Why there are no values; null when there are.</summary>
    public string? Reason { get; private init; }

    /// <summary>The values by name.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <summary>A work that could not be done.</summary>
    public static WorkResult Failed(string reason) => new() { Reason = reason.ReplaceLineEndings(" ") };

    /// <summary>A work with one value, <c>rate</c>.</summary>
    public static WorkResult Rate(double rate) => new WorkResult().With("rate", rate);

    /// <summary>Adds a value.</summary>
    public WorkResult With(string name, double value)
    {
        _values[name] = value;
        return this;
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static WorkResult Parse(string line)
    {
        string text = line[Mark.Length..];
        if (text.StartsWith('!'))
        {
            return new WorkResult { Reason = text[1..] };
        }

        WorkResult result = new();
        foreach (string pair in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int at = pair.IndexOf('=', StringComparison.Ordinal);
            result.With(pair[..at], double.Parse(pair[(at + 1)..], CultureInfo.InvariantCulture));
        }

        return result;
    }

    /// <inheritdoc/>
    public override string ToString() => Mark + (Reason is { } reason
        ? "!" + reason
        : string.Join(' ', _values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:R}"))));
}
