using System.Globalization;
using Microsoft.CodeAnalysis;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>Rows of the conformance table that the compiler keeps: what they forbid does not compile.</summary>
internal sealed class RowTests
{
    private const string Endpoints = """
        static partial class W
        {
            [TractorContext] static Task<int> Call(string text) => null!;
            [TractorContext] static Task<int> Talk(Context<string, byte, long> context) => null!;
            [TractorContext] static IAsyncEnumerable<int> Count() => null!;
            public static Task Unmarked(Context<int> context) => null!;
        }

        """;

    // Of another kind than it is declared: a dialog, a call, a stream, a call by text.
    [TestCase("await portal.OpenCallAsync(\"x\");", "CS1061")]
    [TestCase("await portal.TalkAsync();", "CS1061")]
    [TestCase("await portal.OpenCountAsync();", "CS1061")]
    [TestCase("await portal.CountAsync();", "CS1061")]
    [TestCase("await foreach (int i in portal.CallAsync(\"x\")) { }", "CS8411")]
    [Property("Row", "RPC-18")]
    public void A_call_of_the_wrong_kind(string use, string id) => Assert.That(Ids(Use(use)), Is.EqualTo(new[] { id }));

    // RPC-14 is dropped.
    [Test]
    public void A_call_by_text() => Assert.That(Ids(Use("await portal.RunAsync(\"W\", \"Call\", \"x\");")), Is.EqualTo(new[] { "CS1061" }));

    // A class that is not there, and one that does not compile, cannot be exposed.
    [TestCase("await nursery.StartActorAsync(\"a\", Missing.Endpoints);", "CS0103")]
    [TestCase("await nursery.StartActorAsync(\"a\", Plain.Endpoints);", "CS0117")]
    [Property("Row", "RPC-04")]
    public void A_table_that_is_not_there(string use, string id) =>
        Assert.That(Ids(Endpoints + $$"""static class Plain { } static class U { static async Task M(ActorNursery nursery) { {{use}} } }"""), Is.EqualTo(new[] { id }));

    [Test, Property("Row", "RPC-04")]
    public async Task Two_endpoints_that_would_be_one() =>
        Assert.That(await AnalyzerRun.IdsAsync("partial class W { [TractorContext] static Task A() => null!; [TractorContext] static Task AAsync() => null!; }"), Is.EqualTo(new[] { "TRC0012" }));

    // Handing over a first value is the endpoint's, waiting for the result the opener's.
    [TestCase("await using var c = await portal.OpenTalkAsync(); await c.StartedAsync(\"x\");", "CS1061")]
    [Property("Row", "CTX-07")]
    public void A_first_value_from_the_opener(string use, string id) => Assert.That(Ids(Use(use)), Is.EqualTo(new[] { id }));

    [Test, Property("Row", "CTX-07")]
    public void A_wait_for_the_result_in_the_endpoint() => Assert.That(
        Ids("static partial class V { [TractorContext] static async Task<int> Talk(Context<int> context) => await context.ResultAsync(); }"),
        Is.EqualTo(new[] { "CS1061" }));

    // Marked, with one context, returning a task.
    [Test, Property("Row", "CTX-34")]
    public void An_endpoint_without_its_mark() => Assert.That(Ids(Use("await portal.OpenUnmarkedAsync();")), Is.EqualTo(new[] { "CS1061" }));

    [Test, Property("Row", "CTX-34")]
    public void An_endpoint_without_a_context_is_no_dialog() => Assert.That(Ids(Use("await portal.OpenCallAsync(\"x\");")), Is.EqualTo(new[] { "CS1061" }));

    [TestCase("partial class W { [TractorContext] static Task M(Context a, Context<int> b) => null!; }", "TRC0008")]
    [TestCase("partial class W { [TractorContext] static int M(Context a) => 1; }", "TRC0006")]
    [TestCase("partial class W { [TractorContext] static void M(Context a) { } }", "TRC0006")]
    [TestCase("partial class W { [TractorContext] Task M(Context a) => null!; }", "TRC0002")]
    [Property("Row", "CTX-34")]
    public async Task An_endpoint_that_is_none(string source, string id) => Assert.That(await AnalyzerRun.IdsAsync(source), Is.EqualTo(new[] { id }));

    [Test, Property("Row", "CTX-37")]
    public async Task An_error_that_replaces_another_in_a_finally_block() => Assert.That(
        await AnalyzerRun.IdsAsync("partial class W { [TractorContext] static async Task M(Context c) { try { await Task.Yield(); } finally { throw new Exception(); } } }"),
        Is.EqualTo(new[] { "TRC0016" }));

    // The types of a dialog hold for first value, items and result, on both of its sides.
    [TestCase("await using var c = await portal.OpenTalkAsync(); int started = c.Started;", "CS0029")]
    [TestCase("await using var c = await portal.OpenTalkAsync(); await c.OpenStream().SendAsync(\"x\");", "CS1503")]
    [TestCase("await using var c = await portal.OpenTalkAsync(); byte item = await c.OpenStream().ReceiveAsync();", "CS0266")]
    [TestCase("await using var c = await portal.OpenTalkAsync(); string result = await c.ResultAsync();", "CS0029")]
    [TestCase("await portal.CallAsync(5);", "CS1503")]
    [Property("Row", "MSG-01")]
    public void A_payload_of_the_wrong_type_at_the_opener(string use, string id) => Assert.That(Ids(Use(use)), Is.EqualTo(new[] { id }));

    [TestCase("await context.StartedAsync(5); return 1;", "CS1503")]
    [TestCase("await context.OpenStream().SendAsync(\"x\"); return 1;", "CS1503")]
    [TestCase("string item = await context.OpenStream().ReceiveAsync(); return 1;", "CS0029")]
    [TestCase("await context.StartedAsync(\"\"); return \"x\";", "CS0029")]
    [Property("Row", "MSG-01")]
    [Property("Row", "MSG-02")]
    public void A_payload_of_the_wrong_type_at_the_endpoint(string body, string id) => Assert.That(
        Ids($$"""static partial class V { [TractorContext] static async Task<int> Talk(Context<string, byte, long> context) { {{body}} } }"""),
        Is.EqualTo(new[] { id }));

    // A decoder without a type, or a type without one.
    [TestCase("partial class W { [TractorContext] static Task<Exception> M() => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task M(Context<Exception> c) => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task M(Context<int, Exception, int> c) => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task M(Context<int, int, Exception> c) => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task M(Exception e) => null!; }")]
    [Property("Row", "MSG-08")]
    public async Task A_payload_without_a_codec(string source) => Assert.That(await AnalyzerRun.IdsAsync(source), Is.EqualTo(new[] { "TRC0007" }));

    // There is no payload of any type: what is to be sent is named, and made of what has a codec.
    [TestCase("partial class W { [TractorContext] static Task M(object o) => null!; }", "TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task M(dynamic o) => null!; }", "TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task<object?[]> M() => null!; }", "TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task M(Context<int, System.Collections.Generic.List<object>, int> c) => null!; }", "TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task<System.Collections.Generic.Dictionary<string, int[]>> M(System.Collections.Generic.List<(string, double)> l) => null!; }")]
    [Property("Row", "MSG-15")]
    public async Task A_payload_of_any_type(string source, params string[] ids) => Assert.That(await AnalyzerRun.IdsAsync(source), Is.EqualTo(ids));

    [TestCase("[RemoteError] abstract class E(string m) : Exception(m);")]
    [TestCase("[RemoteError] class E(int m) : Exception(m.ToString());")]
    [TestCase("[RemoteError] class E { public E(string m) => _ = m; }")]
    [TestCase("[RemoteError] class E<T>(string m) : Exception(m);")]
    [TestCase("class O { [RemoteError] private class E(string m) : Exception(m); }")]
    [TestCase("[RemoteError] class E : Exception { private E(string m) : base(m) { } public static E Of() => new(\"\"); }")]
    [Property("Row", "ERR-05")]
    public async Task A_remote_error_that_cannot_be_made(string source) => Assert.That(await AnalyzerRun.IdsAsync(source), Is.EqualTo(new[] { "TRC0017" }));

    [Test, Property("Row", "ERR-05")]
    public void Remote_errors_are_registered()
    {
        string text = GeneratorRun.Run("namespace N; [RemoteError] class A(string m) : Exception(m); class O { [RemoteError] internal class B : A { public B(string m, Exception? e) : base(m) => _ = e; } } [RemoteError] class Bad : Exception;")
            .Text("Tractor.Registration.g.cs");
        Assert.That(text, Does.Contain("typeof(global::N.A), static (message, inner) => new global::N.A(message)"));
        Assert.That(text, Does.Contain("typeof(global::N.O.B), static (message, inner) => new global::N.O.B(message, inner!)"));
        Assert.That(text, Does.Not.Contain("Bad"));
    }

    private static string Use(string use) => Endpoints + $$"""static class U { static async Task M(Portal portal) { {{use}} } }""";

    // Unused variables are of no interest here.
    private static IEnumerable<string> Ids(string source) =>
        GeneratorRun.Compile(TestCompilation.Create(source), out _)
            .Where(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id.ToString(CultureInfo.InvariantCulture))
            .Distinct();
}
