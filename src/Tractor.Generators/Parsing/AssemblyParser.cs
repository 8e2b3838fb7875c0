using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

internal static class AssemblyParser
{
    public static AssemblyModel Parse(Compilation compilation)
    {
        bool isProgram = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication;
        return new AssemblyModel(
            compilation.AssemblyName ?? "assembly",
            compilation.GetTypeByMetadataName(WellKnown.EndpointCalls) is not null,
            isProgram,
            isProgram ? ReferencedRegistrations(compilation) : EquatableArray<string>.Empty);
    }

    /// <summary>Only assemblies that reference the runtime can bear its attribute; the others are not looked into.</summary>
    private static EquatableArray<string> ReferencedRegistrations(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .Where(assembly => assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == WellKnown.Runtime)))
            .Select(Registration)
            .OfType<string>()
            .OrderBy(name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    private static string? Registration(IAssemblySymbol assembly) =>
        assembly.FindAttribute(WellKnown.EndpointAssemblyAttribute).ArgumentAt(0) is ITypeSymbol type ? TypeNames.Plain(type) : null;
}
