using System.Text.RegularExpressions;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>The contract's hash changes with the bytes, and with nothing else.</summary>
internal sealed partial class ContractTests
{
    private const string Base = "readonly record struct P(int A, long B); enum E : byte { X } [MemoryPackable] partial record R(string S, P P); partial class W { [TractorContext] static Task<E> M(P p, R r) => null!; }";

    [TestCase("P(int A, long B)", "P(int Other, long Names)", true)]
    [TestCase("M(P p, R r)", "M(P other, R name)", true)]
    [TestCase("enum E : byte { X }", "enum E : byte { X, Y }", true)]
    [TestCase("Task<E>", "ValueTask<E>", true)]
    [TestCase("P(int A, long B)", "P(long A, long B)", false)]
    [TestCase("P(int A, long B)", "P(int A, long B, byte C)", false)]
    [TestCase("enum E : byte", "enum E : short", false)]
    [TestCase("R(string S, P P)", "R(P P, string S)", false)]
    [TestCase("R(string S, P P)", "R(string S, P P, R Self)", false)]
    [TestCase("M(P p, R r)", "M(R r, P p)", false)]
    [TestCase("M(P p, R r)", "M(P? p, R r)", false)]
    [TestCase("Task<E>", "IAsyncEnumerable<E>", false)]
    public void Hash_follows_the_bytes(string old, string changed, bool isSame) =>
        Assert.That(Hash(Base.Replace(old, changed)), isSame ? Is.EqualTo(Hash(Base)) : Is.Not.EqualTo(Hash(Base)));

    [Test]
    public void Version_tolerant_types_may_grow()
    {
        const string Before = "[MemoryPackable(GenerateType.VersionTolerant)] partial class V { [MemoryPackOrder(0)] public int A; } partial class W { [TractorContext] static Task M(V v) => null!; }";
        Assert.That(Hash(Before.Replace("public int A;", "public int A; [MemoryPackOrder(1)] public int B;")), Is.EqualTo(Hash(Before)));
    }

    [Test]
    public void Signature_tells_the_members()
    {
        string text = GeneratorRun.Run(Base).Text("W.g.cs");
        Assert.That(text, Does.Contain("\"call W.M(P { int A, long B } p, R { string S, P { int A, long B } P } r) -> E : byte\""));
    }

    private static string Hash(string source)
    {
        string text = GeneratorRun.Run(source).Text("W.g.cs");
        return Constants().Matches(text)[1].Value;
    }

    [GeneratedRegex("0x[0-9A-F]{16}UL")]
    private static partial Regex Constants();
}
