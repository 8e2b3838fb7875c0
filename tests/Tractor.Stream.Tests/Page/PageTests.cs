using System.Text.RegularExpressions;

namespace Tractor.StreamTests.Page;

/// <summary>docs/streams.md shows code that compiles and runs.</summary>
[TestFixture]
public sealed partial class PageTests() : StreamFixture(TreeKind.Processes)
{
    [Test]
    public async Task EveryBlockOfThePageIsCompiled()
    {
        string page = await File.ReadAllTextAsync(Path.Combine(Repository(), "docs", "streams.md"));
        string code = Flat(await File.ReadAllTextAsync(Path.Combine(Repository(), "tests", "Tractor.Stream.Tests", "Page", "StreamsPage.cs")));
        string[] blocks = [.. Block().Matches(page).Select(match => match.Groups[1].Value)];
        Assert.That(blocks, Has.Length.GreaterThan(4));
        Assert.That(blocks.Where(block => !code.Contains(Flat(block), StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public Task WhatThePageShowsRuns() => RunAsync(async nursery =>
        await StreamsPage.RunAsync(await nursery.StartActorAsync("page", StreamsPage.Endpoints)));

    private static string Flat(string text) => Space().Replace(text, " ").Trim();

    private static string Repository()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Tractor.sln")))
        {
            at = at.Parent;
        }

        return at!.FullName;
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
