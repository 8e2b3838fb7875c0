namespace Tractor.Actors;

/// <summary>Which actor, and which dialog of it, the code of an async flow runs in.</summary>
internal sealed record ActorFlow(Actor Actor, EndpointContext? Context = null, object? Handle = null)
{
    private static readonly AsyncLocal<ActorFlow?> Flow = new();

    /// <summary>The flow that the caller is in; null outside of any actor.</summary>
    public static ActorFlow? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>Sets the flow until disposed.</summary>
    public static IDisposable Enter(ActorFlow flow)
    {
        Restorer restorer = new(Current);
        Current = flow;
        return restorer;
    }

    private sealed class Restorer(ActorFlow? previous) : IDisposable
    {
        public void Dispose() => Current = previous;
    }
}
