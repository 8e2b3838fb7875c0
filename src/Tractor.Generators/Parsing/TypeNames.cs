using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>The names of types as generated code needs them.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat DisplayFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat KeyFormat = DisplayFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat PlainFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static readonly SymbolDisplayFormat MetadataFormat = PlainFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>With nullability and names of tuple elements.</summary>
    public static string Display(ITypeSymbol type) => type.ToDisplayString(DisplayFormat);

    /// <summary>With nullability: types with one key have one codec.</summary>
    public static string Key(ITypeSymbol type) => type.ToDisplayString(KeyFormat);

    /// <summary>As the runtime tells types apart.</summary>
    public static string Plain(ITypeSymbol type) => type.ToDisplayString(PlainFormat);

    /// <summary>As <see cref="Plain"/>, without <c>global::</c>.</summary>
    public static string Metadata(ITypeSymbol type) => type.ToDisplayString(MetadataFormat);
}
