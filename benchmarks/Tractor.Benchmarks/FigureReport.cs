namespace Benchmarks.Driver;

/// <summary>A figure with what all contenders came to.</summary>
internal sealed record FigureReport
{
    public required Figure Figure { get; init; }

    public double? Tractor { get; init; }

    public double? Raw { get; init; }

    public required IReadOnlyDictionary<string, double> RawWays { get; init; }

    public required IReadOnlyDictionary<string, double> Peers { get; init; }

    /// <summary>Who has no value, and why.</summary>
    public required IReadOnlyDictionary<string, string> Reasons { get; init; }

    public double? RatioToRaw => Tractor is { } ours && Raw is { } raw ? Figure.Ratio(ours, raw) : null;

    public double? RatioToBestPeer => Tractor is { } ours && BestPeer is { } best ? Figure.Ratio(ours, best.Value) : null;

    public KeyValuePair<string, double>? BestPeer => Peers.Count == 0 ? null
        : Figure.LessIsBetter ? Peers.MinBy(peer => peer.Value) : Peers.MaxBy(peer => peer.Value);

    public static FigureReport Of(Figure figure, Section section, Measurements measurements)
    {
        Dictionary<string, double> peers = [];
        Dictionary<string, string> reasons = [];
        foreach (string name in section.Contenders.Select(contender => contender.Name))
        {
            if (measurements.Reason(name, figure.Work) is { } reason)
            {
                reasons[name] = reason;
            }
            else if (name is not (Contender.Tractor or Contender.Raw) && measurements.Value(name, figure) is { } value)
            {
                peers[name] = value;
            }
        }

        return new FigureReport
        {
            Figure = figure,
            Tractor = reasons.ContainsKey(Contender.Tractor) ? null : measurements.Value(Contender.Tractor, figure),
            Raw = reasons.ContainsKey(Contender.Raw) ? null : measurements.Value(Contender.Raw, figure),
            RawWays = measurements.Ways(Contender.Raw, figure),
            Peers = peers,
            Reasons = reasons,
        };
    }
}
