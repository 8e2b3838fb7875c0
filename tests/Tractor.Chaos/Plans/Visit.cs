namespace Tractor.Chaos.Plans;

/// <summary>A child of a member that connects to another actor of the tree and talks with it.</summary>
internal sealed record Visit(int Visitor, int Host);
