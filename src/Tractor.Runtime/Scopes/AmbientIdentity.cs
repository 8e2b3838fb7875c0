namespace Tractor.Scopes;

/// <summary>The actor that the running flow belongs to, for naming who cancels; outside of any actor, the process.</summary>
internal static class AmbientIdentity
{
    private static readonly AsyncLocal<ActorId?> Flow = new();
    private static readonly ActorId OfProcess = new(AppDomain.CurrentDomain.FriendlyName, Guid.Empty, Environment.ProcessId);

    /// <summary>Never null; setting null goes back to the process's own.</summary>
    public static ActorId Current => Flow.Value ?? OfProcess;

    /// <summary>Names the actor of this flow and of the flows that it starts from now on.</summary>
    public static void Set(ActorId? identity) => Flow.Value = identity;
}
