using Microsoft.CodeAnalysis;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Rules;

/// <summary>The names of the generated members are free in an endpoint's class.</summary>
internal static class TableMemberRule
{
    public static string? FindTaken(INamedTypeSymbol type)
    {
        string[] names = [WellKnown.TableMember, WellKnown.HolderMember];
        return names.FirstOrDefault(name => type.Name == name || type.GetMembers(name).Any(member => !member.IsOurGeneratedCode()));
    }
}
