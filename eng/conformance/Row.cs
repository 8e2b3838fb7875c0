namespace Tractor.Conformance;

/// <summary>A behaviour to be had.</summary>
/// <param name="Id">Area and number.</param>
/// <param name="Priority"><c>core</c>, <c>full</c> or <c>nice</c>.</param>
/// <param name="Standing">Empty where a test is due; else <c>n/a: reason</c> or <c>later: reason</c>.</param>
public sealed record Row(string Id, string Priority, string Standing)
{
    public string Area => Id[..Id.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>Whether it has no meaning here.</summary>
    public bool DoesNotApply => Standing.StartsWith("n/a: ", StringComparison.Ordinal);

    /// <summary>Whether it needs what does not exist yet.</summary>
    public bool IsLater => Standing.StartsWith("later: ", StringComparison.Ordinal);

    /// <summary>Whether it counts.</summary>
    public bool IsDue => Standing.Length == 0;
}
