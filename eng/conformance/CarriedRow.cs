namespace Tractor.Conformance;

/// <summary>A test that says which row it proves.</summary>
/// <param name="Row">The row's id.</param>
/// <param name="Test">Class and method.</param>
/// <param name="Kinds">The kinds of trees that it runs on, in the order of their subclasses; empty if it is not one of many.</param>
public sealed record CarriedRow(string Row, string Test, IReadOnlyList<string> Kinds);
