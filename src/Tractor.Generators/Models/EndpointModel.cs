namespace Tractor.Generators.Models;

/// <summary>An endpoint: all that its descriptor and its proxies say.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Stem">The name without a trailing <c>Async</c>.</param>
/// <param name="Overload">The method's parameter types, what tells overloads apart.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Parameters">Its parameters in order.</param>
/// <param name="Context">A dialog's context.</param>
/// <param name="Result">What it returns.</param>
internal sealed record EndpointModel(
    string Method,
    string Stem,
    string Overload,
    EndpointKind Kind,
    EquatableArray<ParameterModel> Parameters,
    ContextModel? Context,
    ResultModel Result)
{
    public IEnumerable<ParameterModel> Arguments => Parameters.Where(parameter => parameter.Role == ParameterRole.Argument);

    /// <summary>The name of the proxy.</summary>
    public string ProxyName => Kind == EndpointKind.Dialog ? $"Open{Stem}Async" : $"{Stem}Async";

    /// <summary>Every type that travels, arguments one by one.</summary>
    public IEnumerable<PayloadModel> Payloads
    {
        get
        {
            IEnumerable<PayloadModel> context = Context is null ? [] : [Context.Started, Context.Incoming, Context.Outgoing];
            return Arguments.Select(argument => argument.Payload!).Concat(context).Append(Result.Payload);
        }
    }
}
