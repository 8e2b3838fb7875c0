using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;
using Tractor.Generators.Rules;

namespace Tractor.Generators.Parsing;

/// <summary>Reads a marked method into values; what an analyzer complains about becomes nothing.</summary>
internal static class EndpointParser
{
    public static EndpointCandidate? Parse(IMethodSymbol method)
    {
        EndpointSignature signature = EndpointSignature.Read(method);
        if (!EndpointRules.AreMet(signature) || ParseResult(signature) is not { } result)
        {
            return null;
        }

        ContextModel? context = signature.Contexts.Count == 0 ? null : ParseContext(signature.Contexts[0].Type);
        List<ParameterModel> parameters = [.. method.Parameters.Select(ParseParameter)];
        bool isComplete = parameters.All(parameter => parameter.Role != ParameterRole.Argument || parameter.Payload is not null)
            && (context is not null || signature.Contexts.Count == 0);
        return !isComplete
            ? null
            : new EndpointCandidate(
                ClassParser.Parse(method.ContainingType),
                new EndpointModel(method.Name, signature.Stem, signature.Overload, signature.Kind, parameters.ToEquatableArray(), context, result));
    }

    private static ResultModel? ParseResult(EndpointSignature signature)
    {
        PayloadModel? payload = signature.Result is null ? PayloadModel.Nothing : PayloadParser.Parse(signature.Result);
        return payload is null ? null : new ResultModel(payload, signature.IsValueTask, signature.Result is not null);
    }

    private static ContextModel? ParseContext(ITypeSymbol type)
    {
        PayloadModel?[] payloads = [.. ((INamedTypeSymbol)type).TypeArguments.Select(PayloadParser.Parse)];
        return payloads.Contains(null)
            ? null
            : new ContextModel(
                TypeNames.Key(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
                payloads.Length > 0 ? payloads[0]! : PayloadModel.Nothing,
                payloads.Length > 1 ? payloads[1]! : PayloadModel.Nothing,
                payloads.Length > 2 ? payloads[2]! : PayloadModel.Nothing);
    }

    private static ParameterModel ParseParameter(IParameterSymbol parameter)
    {
        ParameterRole role = EndpointSignature.RoleOf(parameter);
        return role == ParameterRole.Argument
            ? new ParameterModel(Identifier.Escape(parameter.Name), role, PayloadParser.ParseArgument(parameter.Type), DefaultValue.Of(parameter), parameter.IsParams)
            : new ParameterModel(Identifier.Escape(parameter.Name), role, null, null, IsParams: false);
    }
}
