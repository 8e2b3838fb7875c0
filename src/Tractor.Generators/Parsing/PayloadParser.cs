using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

internal static class PayloadParser
{
    /// <summary>The model of an argument's type, or null when it cannot travel.</summary>
    public static PayloadModel? ParseArgument(ITypeSymbol type) => Parse(type, PayloadShapes.Of(type));

    /// <summary>The model of a type that travels by itself, or null when it cannot.</summary>
    public static PayloadModel? Parse(ITypeSymbol type) => Parse(type, PayloadShapes.OfWhole(type));

    private static PayloadModel? Parse(ITypeSymbol type, PayloadShape? found)
    {
        if (type.IsNothing())
        {
            return PayloadModel.Nothing;
        }

        return found is not { } shape
            ? null
            : new PayloadModel(
                TypeNames.Key(type),
                TypeNames.Display(type),
                shape,
                FormatterCollector.Collect(type, shape),
                SelfContained.Includes(type),
                LayoutText.Of(type),
                ReadableText.Of(type),
                VisibilityReader.Of(type));
    }
}
