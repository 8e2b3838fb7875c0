using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

internal static class ClassParser
{
    public static ClassModel Parse(INamedTypeSymbol type)
    {
        IReadOnlyList<INamedTypeSymbol> containers = type.WithContainers();
        string qualified = string.Join("_", containers.Select(container => container.Name));
        if (containers.Count > 1)
        {
            qualified = FreeName(type.ContainingNamespace, qualified);
        }

        Visibility visibility = VisibilityReader.Of(type) == Visibility.Public ? Visibility.Public : Visibility.Internal;
        return new ClassModel(
            type.ContainingAssembly.Name,
            type.NamespaceName(),
            type.FullName(),
            containers.Select(ToContainer).ToEquatableArray(),
            visibility,
            type.DeclaredAccessibility is not (Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal),
            qualified,
            FreeName(type.ContainingNamespace, qualified + "Portal"),
            FreeName(type.ContainingNamespace, qualified + "PortalExtensions"));
    }

    private static ContainerModel ToContainer(INamedTypeSymbol type) => new(
        Keyword(type),
        Identifier.Escape(type.Name),
        VisibilityReader.OfMember(type) != Visibility.Hidden);

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private static string FreeName(INamespaceSymbol @namespace, string name)
    {
        while (!@namespace.GetTypeMembers(name).IsEmpty)
        {
            name += "_";
        }

        return name;
    }
}
