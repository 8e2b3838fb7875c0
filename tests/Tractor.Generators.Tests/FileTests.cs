using Microsoft.CodeAnalysis;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>Which files are generated, and that nothing but their subject has a say in it.</summary>
internal sealed class FileTests
{
    [Test]
    public void Order_of_files_does_not_matter()
    {
        string[] sources =
        [
            "namespace N; partial class A { [TractorContext] static Task Z(int x) => null!; }",
            "namespace N; partial class A { [TractorContext] static Task B(string x) => null!; [ActorStartup] internal static void S2() { } }",
            "namespace M; partial class C { [TractorContext] static Task Z(int x) => null!; [ActorStartup] internal static void S1() { } }",
        ];
        string expected = AllText(GeneratorRun.Run(sources));
        Assert.That(AllText(GeneratorRun.Run([.. sources.Reverse()])), Is.EqualTo(expected));
        Assert.That(AllText(GeneratorRun.Run(sources[1], sources[2], sources[0])), Is.EqualTo(expected));
    }

    [Test]
    public void Names_of_files_are_unique_whatever_classes_are_called()
    {
        const string Endpoint = "{ [TractorContext] static Task M() => null!; }";
        GeneratorDriver driver = GeneratorRun.Run($"namespace Tractor {{ partial class Registration {Endpoint} partial class registration {Endpoint} }} namespace A.B {{ partial class C {Endpoint} }} namespace A {{ partial class B_C {Endpoint} }} partial class A_B {{ partial class C {Endpoint} }} partial class A_ {{ partial class B_C {Endpoint} }} partial class A__B {{ partial class C {Endpoint} }}");
        string[] names = [.. driver.Sources().Select(source => source.HintName)];
        Assert.That(names, Has.Length.EqualTo(8));
        Assert.That(names.Select(name => name.ToUpperInvariant()), Is.Unique);
    }

    [Test]
    public void Flattened_names_that_meet_are_told_apart()
    {
        const string Endpoint = "{ [TractorContext] static Task M() => Task.CompletedTask; }";
        string source = $"partial class A {{ partial class B_C {Endpoint} }} partial class A_B {{ partial class C {Endpoint} }} partial class A_B_C {Endpoint} partial class A_BPortal {{ }} ";
        Assert.That(GeneratorRun.Compile(TestCompilation.Create(source), out _), Is.Empty);
    }

    [Test]
    public void Nothing_is_generated_where_there_is_nothing() => Assert.That(GeneratorRun.Run("class C { }").Sources(), Is.Empty);

    [Test]
    public void Program_registers_for_those_it_references()
    {
        CompilationReference library = Library("My.Library", "namespace L; public static partial class W { [TractorContext] static Task M() => Task.CompletedTask; }").ToMetadataReference();
        CompilationReference plain = Library("Plain", "public class C { public Portal? P; }").ToMetadataReference();
        Compilation program = TestCompilation.Create("App", OutputKind.ConsoleApplication, TestCompilation.Newest, "static class P { static void Main() { } }").AddReferences(library, plain);
        string text = GeneratorRun.Driver().RunGenerators(program).Text("Tractor.Registration.g.cs");
        int call = text.IndexOf("global::Tractor.Generated.Endpoints_My_Library_", StringComparison.Ordinal);
        int enter = text.IndexOf("EnterChildProcess", StringComparison.Ordinal);
        Assert.That(call, Is.Positive);
        Assert.That(enter, Is.GreaterThan(call));
        Assert.That(text, Does.Not.Contain("Endpoints_Plain"));
    }

    [Test]
    public void Library_does_not_become_a_child() =>
        Assert.That(GeneratorRun.Run("partial class W { [TractorContext] static Task M() => null!; }").Text("Tractor.Registration.g.cs"), Does.Not.Contain("EnterChildProcess"));

    private static Compilation Library(string name, string source)
    {
        Assert.That(GeneratorRun.Compile(TestCompilation.Create(name, OutputKind.DynamicallyLinkedLibrary, TestCompilation.Newest, source), out Compilation output), Is.Empty);
        return output;
    }

    private static string AllText(GeneratorDriver driver) => string.Join("\n", driver.Sources().Select(source => source.HintName + "\n" + source.SourceText));
}
