using System.Globalization;
using Microsoft.CodeAnalysis;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>What cannot work is told at compile time, once, and what can is not complained about.</summary>
internal sealed class AnalyzerTests
{
    [TestCase("class W { [TractorContext] static Task M() => null!; }", "TRC0001")]
    [TestCase("class O { partial class W { [TractorContext] static Task M() => null!; [TractorContext] static Task N() => null!; } }", "TRC0001")]
    [TestCase("partial class W { [TractorContext] Task M() => null!; }", "TRC0002")]
    [TestCase("partial interface W { [TractorContext] static abstract Task M(); }", "TRC0002")]
    [TestCase("partial class W { [TractorContext] static Task M<T>() => null!; }", "TRC0003")]
    [TestCase("partial class W<T> { [TractorContext] static Task M() => null!; }", "TRC0004")]
    [TestCase("partial class O<T> { partial class W { [TractorContext] static Task M() => null!; } }", "TRC0004")]
    [TestCase("file partial class W { [TractorContext] static Task M() => null!; }", "TRC0004")]
    [TestCase("partial class W { [TractorContext] static Task M(ref int a, out int b, in int c) => throw null!; }", "TRC0005 TRC0005 TRC0005")]
    [TestCase("unsafe partial class W { [TractorContext] static Task M(int* a) => null!; }", "TRC0005")]
    [TestCase("partial class W { [TractorContext] static void M() { } }", "TRC0006")]
    [TestCase("partial class W { [TractorContext] static int M() => 1; }", "TRC0006")]
    [TestCase("partial class W { [TractorContext] static IEnumerable<int> M() => null!; }", "TRC0006")]
    [TestCase("partial class W { [TractorContext] static Task M(object a, Action b, Dictionary<string, List<Exception>> c) => null!; }", "TRC0007 TRC0007 TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task<Type> M(Context<object> a) => null!; }", "TRC0007 TRC0007")]
    [TestCase("unsafe struct P { public int* X; } partial class W { [TractorContext] static Task M(P p, P[] q) => null!; }", "TRC0007 TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task M(dynamic a, CancellationToken? b, Span<int> c) => null!; }", "TRC0007 TRC0007 TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task<(int, System.Buffers.IMemoryOwner<byte>)> M(System.Buffers.IMemoryOwner<byte> a) => null!; }", "TRC0007 TRC0007")]
    [TestCase("partial class W { [TractorContext] static IAsyncEnumerable<System.Buffers.IMemoryOwner<int>> M() => null!; }", "TRC0007")]
    [TestCase("partial class W { [TractorContext] static Task M(Context a, Context<int> b) => null!; }", "TRC0008")]
    [TestCase("partial class W { [TractorContext] static Task M(CancellationToken a, CancellationToken b) => null!; }", "TRC0009")]
    [TestCase("partial class W { struct P { } [TractorContext] static Task<P[]> M(List<P> a) => null!; }", "TRC0010 TRC0010")]
    [TestCase("partial class W { [TractorContext] static Task CancelActor() => null!; }", "TRC0011")]
    [TestCase("partial class W { [TractorContext] static Task A() => null!; [TractorContext] static Task AAsync() => null!; }", "TRC0012")]
    [TestCase("partial class W { [TractorContext] static Task A(Context a, int b) => null!; [TractorContext] static Task A(int a, Context<int> b) => null!; [TractorContext] static Task OpenA(int c) => null!; }", "TRC0012 TRC0012")]
    [TestCase("partial class W { static int Endpoints; [TractorContext] static Task A() => null!; }", "TRC0013")]
    [TestCase("partial class Endpoints { [TractorContext] static Task A() => null!; }", "TRC0013")]
    [TestCase("class W { [ActorStartup] static void A() { } }", "TRC0014")]
    [TestCase("class W { [ActorStartup] internal static int A() => 1; [ActorStartup] internal void B() { } [ActorStartup] internal static void C(int a) { } [ActorStartup] internal static async void D() { await Task.Yield(); } }", "TRC0014 TRC0014 TRC0014 TRC0014")]
    [TestCase("partial class W { [TractorContext] static IAsyncEnumerable<int> M(Context c) => null!; }", "TRC0015")]
    [TestCase("partial class W { [TractorContext] static async Task M() { try { await Task.Yield(); } finally { throw new Exception(); } } }", "TRC0016")]
    [TestCase("partial class W { [TractorContext] static Task Talk(Context c) => null!; static Task N(Portal p) => p.OpenTalkAsync(async c => { try { await Task.Yield(); } finally { throw new Exception(); } }); }", "TRC0016")]
    public async Task Is_told(string source, string ids) => Assert.That(string.Join(" ", await AnalyzerRun.IdsAsync(source)), Is.EqualTo(ids));

    [TestCase("class W { static Task M<T>(object o) => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task A() => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task A(Context a) => null!; [TractorContext] static Task A() => null!; [TractorContext] static Task A(int a) => null!; }")]
    [TestCase("partial class W { [TractorContext] static async Task M() { try { await Task.Yield(); } finally { try { throw new Exception(); } catch (Exception) { } Action a = () => throw new Exception(); } } }")]
    [TestCase("partial class W { static void M() { try { } finally { throw new Exception(); } } }")]
    [TestCase("public partial class W { private protected struct P { } [TractorContext] static Task A((int, string?)[] a, Uri b, IReadOnlyDictionary<string, int[]?> c, ActorId d, Nothing e) => null!; }")]
    [TestCase("partial class W { [TractorContext] static Task<System.Buffers.IMemoryOwner<byte>?> M(Context<System.Buffers.IMemoryOwner<byte>, System.Buffers.IMemoryOwner<byte>, int> c) => null!; }")]
    public async Task Is_fine(string source) => Assert.That(await AnalyzerRun.IdsAsync(source), Is.Empty);

    [Test]
    [Property("Row", "TPT-16")]
    public async Task Type_without_codec_is_named()
    {
        Diagnostic diagnostic = (await AnalyzerRun.AnalyzeAsync("partial class W { [TractorContext] static Task M(Dictionary<string, List<Exception>> c) => null!; }")).Single();
        Assert.That(diagnostic.GetMessage(CultureInfo.InvariantCulture), Does.Contain("'Exception'"));
    }

    [Test]
    public void Ids_are_unique_and_in_a_row()
    {
        string[] ids = [.. AnalyzerRun.Descriptors.Select(descriptor => descriptor.Id).Order()];
        Assert.That(ids, Is.EqualTo(Enumerable.Range(1, ids.Length).Select(number => $"TRC{number:0000}")));
    }

    /// <summary>A broken endpoint takes only itself away.</summary>
    [Test]
    public void Others_are_generated_still()
    {
        string text = GeneratorRun.Run("partial class W { [TractorContext] static Task Bad(object o) => null!; [TractorContext] static Task Good() => null!; }").Text("W.g.cs");
        Assert.That(text, Does.Contain("GoodAsync").And.Not.Contain("Bad"));
    }
}
