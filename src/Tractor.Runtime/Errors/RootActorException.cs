using Tractor.Errors;

namespace Tractor;

/// <summary>A root actor was to be started where there can be none (RUN-02).</summary>
public sealed class RootActorException : TractorException
{
    private RootActorException(string message, ActorId? running, string? childName)
        : base(message)
    {
        Running = running;
        ChildName = childName;
    }

    /// <summary>The actor that runs already in this flow; null when that is not the cause.</summary>
    public ActorId? Running { get; }

    /// <summary>The actor that this process was started to be, and did not become; null when that is not the cause.</summary>
    public string? ChildName { get; }

    /// <summary>A second root in one flow.</summary>
    internal static RootActorException AlreadyRunning(ActorId running) => new(
        $"A root actor was to be started inside {running}, which runs already. Open an ActorNursery there instead: it uses the actor that runs.",
        running,
        null);

    /// <summary>The program of a child process runs as if it were the root: starting actors here would never end.</summary>
    internal static RootActorException NotTakenOver(string childName) => new(
        $"This process was started to be the actor {childName}, but nothing took it over and the program runs again from its start. "
        + "Starting actors here would start processes without end. Startup hooks seem to be off: set StartupHookSupport to true in the project, "
        + "or, for a native build, begin Main with the line that the documentation names.",
        null,
        childName);

    internal override void Describe(ErrorFacts facts)
    {
        facts.Add(nameof(Running), Running);
        facts.Add(nameof(ChildName), ChildName);
    }
}
