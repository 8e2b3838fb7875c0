using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>Emits an endpoint's descriptor, the delegate that calls the endpoint included.</summary>
internal static class DescriptorEmitter
{
    public static void Emit(CodeWriter code, ClassModel owner, EndpointDeclaration declaration, CodecSet codecs)
    {
        EndpointModel endpoint = declaration.Model;
        code.Line($"internal static readonly {declaration.Type} {declaration.Member} = new(");
        code.Indent();
        code.Line($"{Names.Literal(DescriptorText.Name(owner, endpoint))},");
        code.Line($"{Names.Literal(DescriptorText.Signature(owner, endpoint))},");
        code.Line($"0x{DescriptorText.Id(owner, endpoint, declaration.IsOverloaded):X16}UL,");
        code.Line($"0x{DescriptorText.ContractHash(endpoint):X16}UL,");
        foreach (PayloadModel payload in Payloads(endpoint))
        {
            code.Line($"{codecs.InstanceFor(payload)},");
        }

        code.Line($"{Invocation(owner, endpoint)}{(TakesNoToken(endpoint) ? ", takesToken: false" : string.Empty)});");
        code.Unindent();
    }

    private static bool TakesNoToken(EndpointModel endpoint) =>
        endpoint.Kind == EndpointKind.Call && endpoint.Parameters.All(parameter => parameter.Role != ParameterRole.Token);

    private static IEnumerable<PayloadModel> Payloads(EndpointModel endpoint)
    {
        PayloadModel arguments = ArgumentsPayload.Of(endpoint);
        return endpoint.Context is { } context
            ? [arguments, context.Started, context.Incoming, context.Outgoing, endpoint.Result.Payload]
            : [arguments, endpoint.Result.Payload];
    }

    private static string Invocation(ClassModel owner, EndpointModel endpoint)
    {
        string call = $"{Names.QualifiedClass(owner)}.{Identifier.Escape(endpoint.Method)}({Arguments(endpoint)})";
        return endpoint.Kind switch
        {
            EndpointKind.Stream => $"static (arguments, cancellationToken) => {call}",
            EndpointKind.Dialog => $"static (session, arguments) => {Names.Services}Completion.Of({call})",
            _ => $"static (arguments, cancellationToken) => {Names.Services}Completion.Of({call})",
        };
    }

    private static string Arguments(EndpointModel endpoint)
    {
        bool isSingle = endpoint.Arguments.Count() == 1;
        int position = 0;
        List<string> texts = [];
        foreach (ParameterModel parameter in endpoint.Parameters)
        {
            texts.Add(parameter.Role switch
            {
                ParameterRole.Context => $"new {endpoint.Context!.Type}(session)",
                ParameterRole.Token => endpoint.Kind == EndpointKind.Dialog ? "session.CancellationToken" : "cancellationToken",
                _ when isSingle => "arguments",
                _ => $"arguments.Item{++position}",
            });
        }

        return string.Join(", ", texts);
    }
}
