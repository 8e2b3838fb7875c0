using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

internal static class PayloadParser
{
    /// <summary>The model of a type that travels, or null when it cannot.</summary>
    public static PayloadModel? Parse(ITypeSymbol type)
    {
        if (type.IsNothing())
        {
            return PayloadModel.Nothing;
        }

        return PayloadShapes.Of(type) is not { } shape
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
