using System.Reflection;
using Tractor.Architecture.Tests.Sources;
using Tractor.Generators;

namespace Tractor.Architecture.Tests;

/// <summary>The packages of the design are referenced, and used.</summary>
internal sealed class PackageTests
{
    private static readonly Assembly Runtime = typeof(Portal).Assembly;
    private static readonly Assembly Generator = typeof(EndpointGenerator).Assembly;

    [TestCase("src/Tractor.Generators", "Microsoft.CodeAnalysis.CSharp")]
    [TestCase("src/Tractor.Runtime", "MemoryPack")]
    [TestCase("src/Tractor.Runtime", "Nerdbank.Streams")]
    [TestCase("tests/Tractor.Runtime.Tests", "NUnit")]
    [TestCase("tests/Tractor.Generators.Tests", "NUnit")]
    public void A_project_references_its_package(string folder, string package)
    {
        string project = Repository.Read($"{folder}/{Path.GetFileName(folder)}.csproj");

        Assert.That(project, Does.Contain($"<PackageReference Include=\"{package}\""));
    }

    // The compiler leaves out of an assembly what its code does not use.
    [Test]
    public void Their_assemblies_are_used()
    {
        string?[] runtime = [.. Runtime.GetReferencedAssemblies().Select(name => name.Name)];
        string?[] generator = [.. Generator.GetReferencedAssemblies().Select(name => name.Name)];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(runtime, Does.Contain("MemoryPack.Core").And.Contain("Nerdbank.Streams"));
            Assert.That(generator, Does.Contain("Microsoft.CodeAnalysis.CSharp"));
        }
    }

    [TestCase("Sequence<byte>")]
    [TestCase("FullDuplexStream")]
    [TestCase("MemoryPackWriter<")]
    public void What_the_design_wants_of_them_is_in_the_sources(string name) =>
        Assert.That(Repository.FilesIn(RuntimeSources.Folder, "*.cs").Where(file => Repository.Read(file).Contains(name, StringComparison.Ordinal)), Is.Not.Empty);

    // Verify's own package cannot be had everywhere; the shim keeps its call and its files.
    [Test]
    public void Snapshots_are_taken_in_Verify_s_form()
    {
        string[] tests = [.. Repository.FilesIn("tests/Tractor.Generators.Tests", "*.cs").Where(file => !file.Contains("VerifyShim", StringComparison.Ordinal))];

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Repository.FilesIn("tests/Tractor.Generators.Tests/VerifyShim", "*.cs"), Is.Not.Empty);
            Assert.That(tests.Where(file => Repository.Read(file).Contains("Verify(", StringComparison.Ordinal)), Is.Not.Empty);
            Assert.That(Repository.FilesIn("tests/Tractor.Generators.Tests", "*.verified.cs"), Is.Not.Empty);
        }
    }
}
