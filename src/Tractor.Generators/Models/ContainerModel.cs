namespace Tractor.Generators.Models;

/// <summary>A type declaration that generated code reopens.</summary>
/// <param name="Keyword"><c>class</c>, <c>struct</c>, <c>record</c>, <c>record struct</c> or <c>interface</c>.</param>
/// <param name="Name">The name, escaped where it is a keyword.</param>
/// <param name="IsReachable">Whether it can be named from wherever the type around it can be.</param>
internal sealed record ContainerModel(string Keyword, string Name, bool IsReachable);
