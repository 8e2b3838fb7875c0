using Tractor.Errors;

namespace Tractor;

/// <summary>An actor was asked for an endpoint that is in no table it was started with (RPC-02).</summary>
public sealed class EndpointNotExposedException : TractorException
{
    internal EndpointNotExposedException(string endpoint, ActorId actor, IReadOnlyList<string>? servedTables = null)
        : base(Compose(endpoint, actor, servedTables ?? []))
    {
        Endpoint = endpoint;
        Actor = actor;
        ServedTables = servedTables ?? [];
    }

    /// <summary>The endpoint that was asked for.</summary>
    public string Endpoint { get; }

    /// <summary>The actor that refused it.</summary>
    public ActorId Actor { get; }

    /// <summary>The classes whose endpoints that actor does serve; empty when they are not known or it serves none.</summary>
    public IReadOnlyList<string> ServedTables { get; }

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Endpoint), Endpoint);
        facts.Add(nameof(Actor), Actor);
        facts.AddList(nameof(ServedTables), ServedTables);
    }

    private static string Compose(string endpoint, ActorId actor, IReadOnlyList<string> served)
    {
        string serves = served.Count == 0 ? string.Empty : $" It serves {string.Join(", ", served)}.";
        int dot = endpoint.LastIndexOf('.');
        string table = dot > 0 ? $"{endpoint[..dot]}.Endpoints" : "the table of its class";
        return $"Actor {actor} does not serve {endpoint}.{serves} Add {table} to the endpoints where that actor is started.";
    }
}
