using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>Works out the proxies of one endpoint.</summary>
internal sealed class ProxyBuilder
{
    private readonly ClassModel owner;
    private readonly EndpointModel endpoint;
    private readonly string descriptor;
    private readonly IReadOnlyList<(string Declaration, string Name, string Value)> arguments;
    private readonly string portal;
    private readonly string body;
    private readonly string token;

    private ProxyBuilder(ClassModel owner, EndpointModel endpoint, string descriptor)
    {
        this.owner = owner;
        this.endpoint = endpoint;
        this.descriptor = descriptor;
        portal = FreeName("portal");
        body = FreeName("body");
        token = FreeName("cancellationToken");
        arguments = [.. endpoint.Arguments.Select((argument, index) => Argument(argument, endpoint.Arguments.Take(index)))];
    }

    public static IEnumerable<Proxy> Build(ClassModel owner, EndpointModel endpoint, string descriptor)
    {
        ProxyBuilder builder = new(owner, endpoint, descriptor);
        return endpoint.Kind switch
        {
            EndpointKind.Dialog => [builder.Open(), builder.Run()],
            EndpointKind.Stream => [builder.Stream()],
            _ => [builder.Call()],
        };
    }

    private static (string Declaration, string Name, string Value) Argument(ParameterModel parameter, IEnumerable<ParameterModel> before)
    {
        string type = parameter.Payload!.DisplayType;
        if (parameter.IsParams && before.Any(other => other.Default is not null))
        {
            // It cannot be required behind optional ones, and an array has no other constant than null.
            return ($"{type.TrimEnd('?')}? {parameter.Name} = null", parameter.Name, $"{parameter.Name} ?? []");
        }

        string @default = parameter.Default is null ? string.Empty : $" = {parameter.Default}";
        return ($"{type} {parameter.Name}{@default}", parameter.Name, parameter.Name);
    }

    private Proxy Call()
    {
        ResultModel result = endpoint.Result;
        string type = (result.IsValueTask ? Names.ValueTask : Names.Task) + (result.HasValue ? $"<{result.Payload.DisplayType}>" : string.Empty);
        string method = result.HasValue ? "CallAsync" : "InvokeAsync";
        string tail = result.IsValueTask ? string.Empty : ".AsTask()";
        return Make("Calls", type, Calls(method, null) + tail, withBody: false);
    }

    private Proxy Stream() => Make(
        "Streams the items of",
        $"global::System.Collections.Generic.IAsyncEnumerable<{endpoint.Result.Payload.DisplayType}>",
        Calls("StreamAsync", null),
        withBody: false);

    private Proxy Open() => Make("Opens a dialog with", $"{Names.Task}<{RemoteContext}>", Calls("OpenAsync", null), withBody: false);

    private Proxy Run() => Make(
        $"Runs {Code(body.TrimStart('@'))} in a dialog with",
        $"{Names.Task}<global::Tractor.Outcome<{endpoint.Result.Payload.DisplayType}>>",
        Calls("RunAsync", body),
        withBody: true);

    private string RemoteContext
    {
        get
        {
            ContextModel context = endpoint.Context!;
            return $"global::Tractor.RemoteContext<{context.Started.DisplayType}, {context.Outgoing.DisplayType}, {context.Incoming.DisplayType}, {endpoint.Result.Payload.DisplayType}>";
        }
    }

    private Proxy Make(string verb, string returnType, string expression, bool withBody)
    {
        string delegateType = withBody ? $"global::System.Func<{RemoteContext}, {Names.Task}> {body}" : string.Empty;
        IEnumerable<string> declarations = arguments.Select(argument => argument.Declaration).Append($"{Names.Token} {token} = default");
        IEnumerable<string> names = arguments.Select(argument => argument.Name).Append(token);
        return new Proxy(
            $"{verb} the endpoint {Code(DescriptorText.Name(owner, endpoint))}.",
            endpoint.Payloads.Select(payload => payload.Visibility).Append(owner.Visibility).Min(),
            returnType,
            Identifier.Escape(endpoint.ProxyName),
            portal,
            (withBody ? declarations.Prepend(delegateType) : declarations).ToEquatableArray(),
            (withBody ? names.Prepend(body) : names).ToEquatableArray(),
            expression);
    }

    private string Calls(string method, string? between)
    {
        string middle = between is null ? string.Empty : $"{between}, ";
        return $"{Names.Services}EndpointCalls.{method}({portal}, {descriptor}, {middle}{Arguments}, {token})";
    }

    private string Arguments => arguments.Count switch
    {
        0 => $"default({Names.Nothing})",
        1 => arguments[0].Value,
        _ => $"({string.Join(", ", arguments.Select(argument => argument.Value))})",
    };

    private string FreeName(string name)
    {
        while (endpoint.Arguments.Any(argument => argument.Name == name))
        {
            name += "_";
        }

        return name;
    }

    private static string Code(string text) => $"<c>{Names.Xml(text)}</c>";
}
