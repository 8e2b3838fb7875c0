using Microsoft.CodeAnalysis;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>A method read as an endpoint; lives no longer than one look at it, since it holds symbols.</summary>
internal sealed class EndpointSignature
{
    private EndpointSignature(IMethodSymbol method)
    {
        Method = method;
        Contexts = [.. method.Parameters.Where(parameter => parameter.Type.IsContext())];
        Tokens = [.. method.Parameters.Where(parameter => parameter.Type.IsCancellationToken())];
        Arguments = [.. method.Parameters.Where(parameter => RoleOf(parameter) == ParameterRole.Argument)];
        ReadReturnType(method.ReturnType);
    }

    public IMethodSymbol Method { get; }

    public IReadOnlyList<IParameterSymbol> Contexts { get; }

    public IReadOnlyList<IParameterSymbol> Tokens { get; }

    public IReadOnlyList<IParameterSymbol> Arguments { get; }

    /// <summary>Whether the return type is one that an endpoint may have.</summary>
    public bool IsReturnTypeSupported { get; private set; }

    public bool IsStream { get; private set; }

    public bool IsValueTask { get; private set; }

    /// <summary>The result, or the items of a stream.</summary>
    public ITypeSymbol? Result { get; private set; }

    public EndpointKind Kind => IsStream ? EndpointKind.Stream : Contexts.Count > 0 ? EndpointKind.Dialog : EndpointKind.Call;

    public string Stem => Method.Name.Length > 5 && Method.Name.EndsWith("Async", StringComparison.Ordinal)
        ? Method.Name.Substring(0, Method.Name.Length - 5)
        : Method.Name;

    public string ProxyName => Kind == EndpointKind.Dialog ? $"Open{Stem}Async" : $"{Stem}Async";

    /// <summary>What tells overloads apart.</summary>
    public string Overload => string.Join(", ", Method.Parameters.Select(parameter => TypeNames.Metadata(parameter.Type)));

    /// <summary>What tells proxies of one name apart.</summary>
    public string ProxyParameters => string.Join(", ", Arguments.Select(parameter => TypeNames.Metadata(parameter.Type)));

    /// <summary>Every type that travels, with the symbol that names it.</summary>
    public IEnumerable<(ITypeSymbol Type, ISymbol Site)> Payloads
    {
        get
        {
            foreach (IParameterSymbol argument in Arguments)
            {
                yield return (argument.Type, argument);
            }

            foreach (IParameterSymbol context in Contexts)
            {
                foreach (ITypeSymbol type in ((INamedTypeSymbol)context.Type).TypeArguments)
                {
                    yield return (type, context);
                }
            }

            if (Result is not null)
            {
                yield return (Result, Method);
            }
        }
    }

    public static EndpointSignature Read(IMethodSymbol method) => new(method);

    public static ParameterRole RoleOf(IParameterSymbol parameter) =>
        parameter.Type.IsContext() ? ParameterRole.Context
        : parameter.Type.IsCancellationToken() ? ParameterRole.Token
        : ParameterRole.Argument;

    private void ReadReturnType(ITypeSymbol type)
    {
        const string Tasks = "System.Threading.Tasks";
        IsStream = type.Is("System.Collections.Generic", "IAsyncEnumerable", 1);
        IsValueTask = type.Is(Tasks, "ValueTask") || type.Is(Tasks, "ValueTask", 1);
        IsReturnTypeSupported = IsStream || IsValueTask || type.Is(Tasks, "Task") || type.Is(Tasks, "Task", 1);
        Result = IsReturnTypeSupported && type is INamedTypeSymbol { Arity: 1 } named ? named.TypeArguments[0] : null;
    }
}
