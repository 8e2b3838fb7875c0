using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>System calls are made in one place, and processes are ours to start and watch.</summary>
internal sealed class SystemCallTests
{
    [Test]
    public void System_calls_are_declared_in_Platform_only()
    {
        string[] declaring =
        [
            .. from file in Repository.FilesIn("src", "*.cs")
               where Compiler.Parse(Repository.Read(file), file).GetRoot().DescendantNodes().OfType<AttributeSyntax>()
                   .Any(attribute => attribute.Name.ToString() is "LibraryImport" or "DllImport")
               select file.Replace('\\', '/'),
        ];

        Assert.That(declaring, Is.Not.Empty);
        Assert.That(declaring, Has.All.StartsWith("src/Tractor.Runtime/Platform/"));
    }

    [Test]
    public void The_runtime_does_not_use_the_framework_s_processes() =>
        Findings.AreNone(
            RuntimeSources.ForeignTypes.Where(use => use.Type is "System.Diagnostics.Process" or "System.Diagnostics.ProcessStartInfo"),
            "start and watch processes through Platform");
}
