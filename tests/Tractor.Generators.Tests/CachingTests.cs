using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>An edit that does not concern endpoints makes nothing be written again.</summary>
internal sealed class CachingTests
{
    private const string First = "namespace A; public static partial class First { [TractorContext] static Task<int> One(int x, string y = \"d\") { return Task.FromResult(1); } }";
    private const string Second = "namespace B; public static partial class Second { [TractorContext] static Task Two(Context<(int, string)> c) => Task.CompletedTask; [ActorStartup] internal static void Set() { } } [RemoteError] internal sealed class Lost(string m) : Exception(m);";
    private const string Other = "class Other { void M() { } }";

    [TestCase(2, "class Other { void M() { } void N(int added) { } }", TestName = "Another file")]
    [TestCase(0, "namespace A; public static partial class First { [TractorContext] static Task<int> One(int x, string y = \"d\") { return Task.FromResult(2); } }", TestName = "A method's body")]
    [TestCase(0, "// note\nnamespace A;\n\npublic static partial class First { /* x */ [TractorContext] static Task<int> One(int x,   string y = \"d\") { return Task.FromResult(1); } }", TestName = "Comments and spaces")]
    [TestCase(0, "namespace A; public static partial class First { static int more; [TractorContext] static Task<int> One(int x, string y = \"d\") { return Task.FromResult(1); } }", TestName = "Another member")]
    public void Unrelated_edits_rerun_nothing(int index, string changed)
    {
        GeneratorRunResult result = RunTwice(index, changed);
        Assert.That(Reasons(result.TrackedOutputSteps.SelectMany(step => step.Value)), Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
        foreach (string name in new[] { TrackingNames.ClassFiles, TrackingNames.Registration })
        {
            Assert.That(Reasons(result.TrackedSteps[name]), Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged), name);
        }
    }

    [Test]
    public void Changed_contract_reruns_its_own_class_only()
    {
        GeneratorRunResult result = RunTwice(0, First.Replace("int x", "long x"));
        Assert.That(Reasons(result.TrackedSteps[TrackingNames.ClassFiles]), Is.EquivalentTo(new[] { IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached }));
        Assert.That(Reasons(result.TrackedSteps[TrackingNames.Registration]), Is.All.AnyOf(IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged));
        Assert.That(result.GeneratedSources.Single(source => source.HintName == "A.First.g.cs").SourceText.ToString(), Does.Contain("long x"));
    }

    [Test]
    public void Changed_member_of_a_payload_in_another_file_is_seen()
    {
        const string Endpoint = "partial class W { [TractorContext] static Task M(P p) => null!; }";
        GeneratorDriver driver = GeneratorRun.Run(Endpoint, "record struct P(int A);");
        string before = driver.Text("W.g.cs");
        string after = driver.RunGenerators(TestCompilation.Create(Endpoint, "record struct P(long A);")).Text("W.g.cs");
        Assert.That(after, Is.Not.EqualTo(before));
    }

    [Test]
    public void Models_hold_values_only()
    {
        GeneratorRunResult result = GeneratorRun.Run(First, Second, Other).GetRunResult().Results.Single();
        IEnumerable<FieldInfo> names = typeof(TrackingNames).GetFields();
        foreach (string name in names.Select(field => (string)field.GetValue(null)!))
        {
            foreach ((object value, _) in result.TrackedSteps[name].SelectMany(step => step.Outputs))
            {
                AssertHoldsNoSymbol(value, new HashSet<object>(ReferenceEqualityComparer.Instance), name);
            }
        }
    }

    private static GeneratorRunResult RunTwice(int index, string changed)
    {
        CSharpCompilation compilation = TestCompilation.Create(First, Second, Other);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation);
        SyntaxTree old = compilation.SyntaxTrees[index];
        SyntaxTree edited = CSharpSyntaxTree.ParseText(TestCompilation.Usings + changed, TestCompilation.Newest, old.FilePath);
        return driver.RunGenerators(compilation.ReplaceSyntaxTree(old, edited)).GetRunResult().Results.Single();
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);

    private static void AssertHoldsNoSymbol(object? value, HashSet<object> seen, string path)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.That(value, Is.Not.InstanceOf<ISymbol>().And.Not.InstanceOf<SyntaxNode>().And.Not.InstanceOf<Location>().And.Not.InstanceOf<Compilation>(), path);
        Assert.That(value, Is.Not.InstanceOf<SyntaxTree>().And.Not.InstanceOf<SemanticModel>(), path);
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                AssertHoldsNoSymbol(item, seen, path + "[]");
            }
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            AssertHoldsNoSymbol(field.GetValue(value), seen, $"{path}.{field.Name}");
        }
    }
}
