using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Parsing;

internal static class StartupParser
{
    public static StartupModel? Parse(IMethodSymbol method) => StartupRule.IsBroken(method)
        ? null
        : new StartupModel(
            $"{TypeNames.Plain(method.ContainingType)}.{Identifier.Escape(method.Name)}",
            method.Parameters.Length > 0,
            !method.ReturnsVoid);
}
