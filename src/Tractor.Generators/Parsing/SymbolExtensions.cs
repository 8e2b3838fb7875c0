using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

internal static class SymbolExtensions
{
    /// <summary>Whether it is the type of that namespace, name and number of type parameters.</summary>
    public static bool Is(this ITypeSymbol type, string @namespace, string name, int arity = 0) =>
        type is INamedTypeSymbol { ContainingType: null } named
        && named.Name == name
        && named.Arity == arity
        && named.ContainingNamespace.ToDisplayString() == @namespace;

    public static bool IsNullableValue(this ITypeSymbol type) =>
        type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    public static bool IsContext(this ITypeSymbol type) =>
        type.Is("Tractor", "Context") || type.Is("Tractor", "Context", 1) || type.Is("Tractor", "Context", 3);

    public static bool IsCancellationToken(this ITypeSymbol type) => type.Is("System.Threading", "CancellationToken");

    /// <summary>Whether it owns bytes of memory, which can be given away.</summary>
    public static bool IsOwnerOfBytes(this ITypeSymbol type) =>
        type.Is("System.Buffers", "IMemoryOwner", 1) && ((INamedTypeSymbol)type).TypeArguments[0].SpecialType == SpecialType.System_Byte;

    public static bool IsNothing(this ITypeSymbol type) => type.Is("Tractor", "Nothing");

    public static AttributeData? FindAttribute(this ISymbol symbol, string fullName)
    {
        foreach (AttributeData attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == fullName)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The constant in an attribute's parentheses, or null when there is none.</summary>
    public static object? ArgumentAt(this AttributeData? attribute, int index) =>
        attribute is not null && attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value : null;

    public static bool HasAttribute(this ISymbol symbol, string fullName) => symbol.FindAttribute(fullName) is not null;

    public static bool IsEndpoint(this IMethodSymbol method) => method.HasAttribute(WellKnown.TractorContextAttribute);

    /// <summary>Whether this generator wrote it: analyzers see what was generated.</summary>
    public static bool IsOurGeneratedCode(this ISymbol symbol) =>
        symbol.FindAttribute("System.CodeDom.Compiler.GeneratedCodeAttribute").ArgumentAt(0) is WellKnown.Tool;

    /// <summary>The type and those around it, outermost first.</summary>
    public static IReadOnlyList<INamedTypeSymbol> WithContainers(this INamedTypeSymbol type)
    {
        List<INamedTypeSymbol> chain = [];
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            chain.Insert(0, current);
        }

        return chain;
    }

    /// <summary>The namespace without escapes, empty for the global one.</summary>
    public static string NamespaceName(this INamedTypeSymbol type)
    {
        List<string> names = [];
        for (INamespaceSymbol current = type.ContainingNamespace; !current.IsGlobalNamespace; current = current.ContainingNamespace)
        {
            names.Insert(0, current.Name);
        }

        return string.Join(".", names);
    }

    /// <summary>Namespace, containing types and name with dots between.</summary>
    public static string FullName(this INamedTypeSymbol type)
    {
        string name = string.Join(".", type.WithContainers().Select(container => container.Name));
        return type.ContainingNamespace.IsGlobalNamespace ? name : $"{type.NamespaceName()}.{name}";
    }
}
