using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>An endpoint with the names its descriptor has in generated code.</summary>
/// <param name="Model">The endpoint.</param>
/// <param name="Member">The descriptor's field.</param>
/// <param name="Type">The descriptor's type.</param>
/// <param name="IsOverloaded">Whether another endpoint of the class has its name.</param>
internal sealed record EndpointDeclaration(EndpointModel Model, string Member, string Type, bool IsOverloaded)
{
    public static IReadOnlyList<EndpointDeclaration> AllOf(EndpointClassModel model) =>
        [.. model.Endpoints.Select((endpoint, index) => new EndpointDeclaration(
            endpoint,
            $"{endpoint.Method}_{index}",
            DescriptorType(endpoint),
            model.Endpoints.Count(other => other.Method == endpoint.Method) > 1))];

    private static string DescriptorType(EndpointModel endpoint)
    {
        string arguments = ArgumentsPayload.Of(endpoint).Type;
        string result = endpoint.Result.Payload.Type;
        return endpoint switch
        {
            { Context: { } context } => $"{Names.Services}DialogEndpoint<{arguments}, {context.Started.Type}, {context.Incoming.Type}, {context.Outgoing.Type}, {result}>",
            { Kind: EndpointKind.Stream } => $"{Names.Services}StreamEndpoint<{arguments}, {result}>",
            _ => $"{Names.Services}CallEndpoint<{arguments}, {result}>",
        };
    }
}
