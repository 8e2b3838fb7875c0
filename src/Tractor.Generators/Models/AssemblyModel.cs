namespace Tractor.Generators.Models;

/// <summary>What the registration must know of the assembly.</summary>
/// <param name="Name">Its simple name.</param>
/// <param name="HasRuntime">Whether it references the runtime.</param>
/// <param name="IsProgram">Whether it is an executable.</param>
/// <param name="ReferencedRegistrations">The registration classes of the assemblies it references.</param>
internal sealed record AssemblyModel(string Name, bool HasRuntime, bool IsProgram, EquatableArray<string> ReferencedRegistrations);
