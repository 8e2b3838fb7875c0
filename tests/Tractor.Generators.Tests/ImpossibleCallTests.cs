using Microsoft.CodeAnalysis;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>What the original refuses at run time and the compiler refuses here.</summary>
internal sealed class ImpossibleCallTests
{
    private const string Endpoints = "public static partial class W { [TractorContext] static IAsyncEnumerable<int> Count() => null!; [TractorContext] static Task<int> One() => null!; }";

    [Test]
    [Property("Row", "SPN-06")]
    public void SPN06_A_stream_is_no_one_shot() =>
        AssertError("CS0266", "static Task<int> Use(ActorNursery nursery) => nursery.RunInActorAsync<int>(\"a\", W.Endpoints, portal => portal.CountAsync());");

    [Test]
    [Property("Row", "SPN-06")]
    public async Task SPN06_A_method_that_is_not_asynchronous_is_no_endpoint() =>
        Assert.That(await AnalyzerRun.IdsAsync("partial class W { [TractorContext] static int Two() => 2; }"), Is.EqualTo(new[] { "TRC0006" }));

    [Test]
    [Property("Row", "SPN-05")]
    public void SPN05_The_portal_of_a_daemon_has_no_result_to_wait_for() =>
        AssertError("CS1061", "static async Task Use(Portal portal) => await portal.ResultAsync();");

    [Test]
    public void What_is_possible_compiles() =>
        Assert.That(Errors("static Task<int> Use(ActorNursery nursery) => nursery.RunInActorAsync<int>(\"a\", W.Endpoints, portal => portal.OneAsync());"), Is.Empty);

    private static void AssertError(string id, string member) => Assert.That(Errors(member), Does.Contain(id));

    private static IEnumerable<string> Errors(string member)
    {
        string source = $"{Endpoints} static class User {{ {member} }}";
        return GeneratorRun.Compile(TestCompilation.Create(source), out _)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);
    }
}
