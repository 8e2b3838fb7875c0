using Benchmarks.Harness;

namespace Benchmarks.Driver;

/// <summary>All rounds of all works of one section: the median of each value, or the reason of a failure.</summary>
internal sealed class Measurements
{
    private readonly Dictionary<(string Contender, string Work, string Key), List<double>> _values = [];
    private readonly Dictionary<(string Contender, string Work), string> _reasons = [];

    public void Add(string contender, string work, WorkResult result)
    {
        if (result.Reason is { } reason)
        {
            _reasons[(contender, work)] = reason;
            return;
        }

        foreach ((string key, double value) in result.Values)
        {
            if (!_values.TryGetValue((contender, work, key), out List<double>? values))
            {
                _values[(contender, work, key)] = values = [];
            }

            values.Add(value);
        }
    }

    public bool HasFailed(string contender, string work) => _reasons.ContainsKey((contender, work));

    public double? Value(string contender, Figure figure) =>
        _values.TryGetValue((contender, figure.Work, figure.Key), out List<double>? values) ? Median.Of(values) : null;

    public string? Reason(string contender, string work) => _reasons.GetValueOrDefault((contender, work));

    /// <summary>The ways that a contender tried, by name, where it tried several.</summary>
    public IReadOnlyDictionary<string, double> Ways(string contender, Figure figure) => _values
        .Where(pair => pair.Key.Contender == contender && pair.Key.Work == figure.Work && pair.Key.Key.StartsWith(figure.Key + ".", StringComparison.Ordinal))
        .ToDictionary(pair => pair.Key.Key[(figure.Key.Length + 1)..], pair => Median.Of(pair.Value));
}
