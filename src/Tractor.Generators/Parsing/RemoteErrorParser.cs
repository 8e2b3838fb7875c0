using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Parsing;

internal static class RemoteErrorParser
{
    public static RemoteErrorModel? Parse(INamedTypeSymbol type) =>
        RemoteErrorRule.IsBroken(type) ? null : new RemoteErrorModel(TypeNames.Plain(type), RemoteErrorRule.TakesInner(type));
}
