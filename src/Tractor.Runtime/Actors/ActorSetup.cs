using Microsoft.Extensions.Logging;
using Tractor.Logging;

namespace Tractor.Actors;

/// <summary>What an actor is made of.</summary>
internal sealed record ActorSetup
{
    public required ActorId Id { get; init; }

    /// <summary>The root of its tree; itself for a root.</summary>
    public required ActorId Root { get; init; }

    public required Guid[] TreeSecret { get; init; }

    /// <summary>What it listens at, and its children inherit.</summary>
    public required ActorTransport Transport { get; init; }

    public EndpointTable Endpoints { get; init; } = EndpointTable.Empty;

    public ActorLimits Limits { get; init; } = new();

    public ActorSpawning Spawning { get; init; }

    public LogLevel LogLevel { get; init; }

    /// <summary>Whether it holds for debugging as long as it lives, and its children inherit that.</summary>
    public bool DebugMode { get; init; }

    public ILoggerFactory LoggerFactory { get; init; } = SilentLogger.Instance;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
