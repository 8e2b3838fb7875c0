namespace Benchmarks.AkkaPeer;

/// <summary>Asks for a number of messages; the size is that of a block, 0 for ints, -1 for structs.</summary>
public sealed record StreamOrder(int Count, int Size);
