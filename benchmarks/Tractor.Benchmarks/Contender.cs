namespace Benchmarks.Driver;

/// <summary>One column of a comparison.</summary>
internal sealed record Contender(string Name, ProgramKind Program)
{
    /// <summary>The name of ours.</summary>
    public const string Tractor = "Tractor";

    /// <summary>The name of what the machine can do.</summary>
    public const string Raw = "raw";
}
