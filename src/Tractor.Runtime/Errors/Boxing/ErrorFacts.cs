using System.Collections;
using System.Globalization;

namespace Tractor.Errors;

/// <summary>The datum of an error as pairs of text, in the order they were added.</summary>
internal sealed class ErrorFacts
{
    /// <summary>The list of the actors that a cancellation went through.</summary>
    public const string CancellationPath = "Path";

    /// <summary>Why a cancellation was asked for.</summary>
    public const string CancellationReason = "Reason";

    private readonly List<ErrorDatum> _pairs = [];

    public IReadOnlyList<ErrorDatum> Pairs => _pairs;

    /// <summary>Adds one pair; nothing for null or an empty text.</summary>
    public void Add(string key, object? value)
    {
        string? text = value switch
        {
            // The same in every culture, the first use of which has the runtime load ICU.
            null or string or Enum or Guid or ActorId => value?.ToString(),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        if (!string.IsNullOrEmpty(text))
        {
            _pairs.Add(new ErrorDatum(key, text));
        }
    }

    /// <summary>Whether what <see cref="AddList"/> added under that key has such a value.</summary>
    public static bool ListHas(IReadOnlyDictionary<string, string> data, string key, string value) =>
        data.Any(pair => pair.Value == value && pair.Key.StartsWith($"{key}[", StringComparison.Ordinal));

    /// <summary>Adds <c>key[0]</c>, <c>key[1]</c> and so on.</summary>
    public void AddList(string key, IEnumerable values)
    {
        int index = 0;
        foreach (object? value in values)
        {
            Add($"{key}[{index++.ToString(provider: null)}]", value);
        }
    }
}
