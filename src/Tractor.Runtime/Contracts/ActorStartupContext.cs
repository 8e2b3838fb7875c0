using Microsoft.Extensions.Logging;

namespace Tractor;

/// <summary>What a method marked with <see cref="ActorStartupAttribute"/> may set up for its actor.</summary>
public sealed class ActorStartupContext
{
    internal ActorStartupContext(ActorId id, LogLevel logLevel)
    {
        Id = id;
        LogLevel = logLevel;
    }

    /// <summary>The identity of the actor that is starting.</summary>
    public ActorId Id { get; }

    /// <summary>The least level that is wanted in this actor's log: its options', else its parent's (SPN-09).</summary>
    public LogLevel LogLevel { get; }

    /// <summary>Where the library logs in this actor; null (the default) logs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
