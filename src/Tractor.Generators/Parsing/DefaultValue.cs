using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tractor.Generators.Parsing;

/// <summary>The source text of a parameter's default.</summary>
internal static class DefaultValue
{
    /// <summary>The text, or null for a required parameter.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        if (!parameter.IsOptional)
        {
            return null;
        }

        object? value = parameter.HasExplicitDefaultValue ? parameter.ExplicitDefaultValue : null;
        if (value is null)
        {
            return !parameter.Type.IsReferenceType ? "default"
                : parameter.NullableAnnotation == NullableAnnotation.Annotated ? "null" : "null!";
        }

        ITypeSymbol type = parameter.Type.IsNullableValue() ? ((INamedTypeSymbol)parameter.Type).TypeArguments[0] : parameter.Type;
        string literal = Literal(value);
        return type.TypeKind == TypeKind.Enum ? $"({TypeNames.Plain(type)})({literal})" : literal;
    }

    private static string Literal(object value) => value switch
    {
        float number => Floating(value, number, "float", "f"),
        double number => Floating(value, number, "double", "d"),
        decimal => Primitive(value) + "m",
        uint => Primitive(value) + "u",
        long => Primitive(value) + "L",
        ulong => Primitive(value) + "UL",
        _ => Primitive(value),
    };

    private static string Floating(object value, double number, string type, string suffix)
    {
        if (double.IsNaN(number))
        {
            return $"{type}.NaN";
        }

        if (double.IsInfinity(number))
        {
            return number > 0 ? $"{type}.PositiveInfinity" : $"{type}.NegativeInfinity";
        }

        return Primitive(value) + suffix;
    }

    private static string Primitive(object value) => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false);
}
