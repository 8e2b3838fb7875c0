using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>Works out the proxies of one endpoint.</summary>
internal sealed class ProxyBuilder
{
    private readonly ClassModel _owner;
    private readonly EndpointModel _endpoint;
    private readonly string _descriptor;
    private readonly IReadOnlyList<(string Declaration, string Name, string Value)> _arguments;
    private readonly string _portal;
    private readonly string _body;
    private readonly string _token;

    private ProxyBuilder(ClassModel owner, EndpointModel endpoint, string descriptor)
    {
        _owner = owner;
        _endpoint = endpoint;
        _descriptor = descriptor;
        _portal = FreeName("portal");
        _body = FreeName("body");
        _token = FreeName("cancellationToken");
        _arguments = [.. endpoint.Arguments.Select((argument, index) => Argument(argument, endpoint.Arguments.Take(index)))];
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
        ResultModel result = _endpoint.Result;
        string type = (result.IsValueTask ? Names.ValueTask : Names.Task) + (result.HasValue ? $"<{result.Payload.DisplayType}>" : string.Empty);
        string method = result.HasValue ? "CallAsync" : "InvokeAsync";
        string tail = result.IsValueTask ? string.Empty : ".AsTask()";
        return Make("Calls", type, Calls(method, null) + tail, withBody: false);
    }

    private Proxy Stream() => Make(
        "Streams the items of",
        $"global::System.Collections.Generic.IAsyncEnumerable<{_endpoint.Result.Payload.DisplayType}>",
        Calls("StreamAsync", null),
        withBody: false);

    private Proxy Open() => Make("Opens a dialog with", $"{Names.Task}<{RemoteContext}>", Calls("OpenAsync", null), withBody: false);

    private Proxy Run() => Make(
        $"Runs {Code(_body.TrimStart('@'))} in a dialog with",
        $"{Names.Task}<global::Tractor.Outcome<{_endpoint.Result.Payload.DisplayType}>>",
        Calls("RunAsync", _body),
        withBody: true);

    private string RemoteContext
    {
        get
        {
            ContextModel context = _endpoint.Context!;
            return $"global::Tractor.RemoteContext<{context.Started.DisplayType}, {context.Outgoing.DisplayType}, {context.Incoming.DisplayType}, {_endpoint.Result.Payload.DisplayType}>";
        }
    }

    private Proxy Make(string verb, string returnType, string expression, bool withBody)
    {
        string delegateType = withBody ? $"global::System.Func<{RemoteContext}, {Names.Task}> {_body}" : string.Empty;
        IEnumerable<string> declarations = _arguments.Select(argument => argument.Declaration).Append($"{Names.Token} {_token} = default");
        IEnumerable<string> names = _arguments.Select(argument => argument.Name).Append(_token);
        return new Proxy(
            $"{verb} the endpoint {Code(DescriptorText.Name(_owner, _endpoint))}.",
            _endpoint.Payloads.Select(payload => payload.Visibility).Append(_owner.Visibility).Min(),
            returnType,
            Identifier.Escape(_endpoint.ProxyName),
            _portal,
            (withBody ? declarations.Prepend(delegateType) : declarations).ToEquatableArray(),
            (withBody ? names.Prepend(_body) : names).ToEquatableArray(),
            expression);
    }

    private string Calls(string method, string? between)
    {
        string middle = between is null ? string.Empty : $"{between}, ";
        return $"{Names.Services}EndpointCalls.{method}({_portal}, {_descriptor}, {middle}{Arguments}, {_token})";
    }

    private string Arguments => _arguments.Count switch
    {
        0 => $"default({Names.Nothing})",
        1 => _arguments[0].Value,
        _ => $"({string.Join(", ", _arguments.Select(argument => argument.Value))})",
    };

    private string FreeName(string name)
    {
        while (_endpoint.Arguments.Any(argument => argument.Name == name))
        {
            name += "_";
        }

        return name;
    }

    private static string Code(string text) => $"<c>{Names.Xml(text)}</c>";
}
