namespace Benchmarks.Micro;

/// <summary>The struct of three fields.</summary>
public readonly record struct Triple(int Id, long Time, double Value);
