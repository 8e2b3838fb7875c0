namespace Benchmarks.OrleansPeer;

/// <summary>The struct of three fields.</summary>
[GenerateSerializer]
public readonly record struct Triple([property: Id(0)] int Number, [property: Id(1)] long Time, [property: Id(2)] double Value);
