namespace Tractor.Architecture.Tests;

/// <summary>Asserts that nothing was found, and otherwise prints all of it, a line each.</summary>
internal static class Findings
{
    public static void AreNone<T>(IEnumerable<T> findings, string whatToDo)
    {
        string[] lines = [.. findings.Select(finding => $"{finding}").Distinct().Order(StringComparer.Ordinal)];
        Assert.That(lines, Is.Empty, $"{whatToDo}:{Environment.NewLine}{string.Join(Environment.NewLine, lines)}");
    }
}
