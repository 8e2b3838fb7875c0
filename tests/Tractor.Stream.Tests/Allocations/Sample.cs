namespace Tractor.StreamTests.Allocations;

/// <summary>A struct of three fields.</summary>
public readonly record struct Sample(int Id, long Time, double Value);
