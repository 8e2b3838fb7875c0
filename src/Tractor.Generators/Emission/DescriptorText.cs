using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>What a descriptor says: name, signature, id and contract hash.</summary>
internal static class DescriptorText
{
    public static string Name(ClassModel owner, EndpointModel endpoint) => $"{owner.FullName}.{endpoint.Method}";

    /// <summary>
    /// The hash of the name, with the parameter types where endpoints of the class share it: the id stays when the
    /// contract changes, so that the change is told as one.
    /// </summary>
    public static ulong Id(ClassModel owner, EndpointModel endpoint, bool isOverloaded)
    {
        string name = Name(owner, endpoint);
        return StableHash.Of(isOverloaded ? $"{name}({endpoint.Overload})" : name);
    }

    public static ulong ContractHash(EndpointModel endpoint)
    {
        List<string> layouts = [endpoint.Kind.ToString(), ArgumentsPayload.Of(endpoint).Layout];
        if (endpoint.Context is { } context)
        {
            layouts.AddRange([context.Started.Layout, context.Incoming.Layout, context.Outgoing.Layout]);
        }

        layouts.Add(endpoint.Result.Payload.Layout);
        return StableHash.Of(string.Join("|", layouts));
    }

    /// <summary>As in <c>dialog Ns.Type.Echo(string greeting) -> int, started string, receives Ping { int Id }</c>.</summary>
    public static string Signature(ClassModel owner, EndpointModel endpoint)
    {
        string arguments = string.Join(", ", endpoint.Arguments.Select(argument => $"{argument.Payload!.Readable} {argument.Name}"));
        string text = $"{endpoint.Kind.ToString().ToLowerInvariant()} {Name(owner, endpoint)}({arguments}) -> {endpoint.Result.Payload.Readable}";
        return endpoint.Context is not { } context
            ? text
            : text + Part("started", context.Started) + Part("receives", context.Incoming) + Part("sends", context.Outgoing);
    }

    private static string Part(string word, PayloadModel payload) => payload.IsNothing ? string.Empty : $", {word} {payload.Readable}";
}
