namespace Benchmarks.Driver;

/// <summary>Figures whose contenders run side by side. Works that take long are done once a round, in fewer rounds.</summary>
internal sealed record Section(IReadOnlyList<Contender> Contenders, IReadOnlyList<Figure> Figures, bool IsLong = false);
