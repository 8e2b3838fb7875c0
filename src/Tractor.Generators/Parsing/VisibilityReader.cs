using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>From where a type can be named.</summary>
internal static class VisibilityReader
{
    public static Visibility Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Of(array.ElementType),
        INamedTypeSymbol named => OfNamed(named),
        _ => Visibility.Public,
    };

    /// <summary>Whether a member can be named from all over its assembly, once the type around it can.</summary>
    public static Visibility OfMember(ISymbol symbol) => symbol.DeclaredAccessibility switch
    {
        Accessibility.Public => Visibility.Public,
        Accessibility.Internal or Accessibility.ProtectedOrInternal => Visibility.Internal,
        _ => Visibility.Hidden,
    };

    private static Visibility OfNamed(INamedTypeSymbol type)
    {
        Visibility least = type.IsFileLocal ? Visibility.Hidden : OfMember(type);
        if (type.ContainingType is not null)
        {
            least = Least(least, OfNamed(type.ContainingType));
        }

        return type.TypeArguments.Select(Of).Aggregate(least, Least);
    }

    private static Visibility Least(Visibility left, Visibility right) => left < right ? left : right;
}
