using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Tractor;

/// <summary>What one child is started with; everything not set is inherited from its parent at the moment of the start.</summary>
public sealed record ActorOptions
{
    /// <summary>The directory it starts in; null (the default) is its parent's.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Variables added to its parent's environment; a null value removes one. Empty by default.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The culture of its tasks; null (the default) is the current one of its parent.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>Its limits; null (the default) are its parent's.</summary>
    public ActorLimits? Limits { get; init; }

    /// <summary>
    /// How it is connected to its parent, what it listens at itself, and what its children inherit; null (the default) is
    /// its parent's, or <see cref="ActorTransport.UnixSocket"/> for a process whose parent has
    /// <see cref="ActorTransport.InMemory"/>.
    /// </summary>
    public ActorTransport? Transport { get; init; }

    /// <summary>How it is brought to life; null (the default) is as its parent was told to.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no way of spawning (RUN-21).</exception>
    public ActorSpawning? Spawning { get; init => field = OptionValues.Defined(value); }

    /// <summary>
    /// The least level that the library logs there, which its start-up method is told too; null (the default) is its
    /// parent's (SPN-09).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no level.</exception>
    public LogLevel? LogLevel { get; init => field = OptionValues.Defined(value); }

    /// <summary>
    /// Whether it is to be debugged: as long as it lives, neither it nor an actor above it, nor another child of those, is
    /// ended by force (CAN-11), and its start has no <see cref="ActorLimits.StartTimeout"/>. What is below it inherits
    /// that. Null (the default) is as its parent.
    /// </summary>
    public bool? DebugMode { get; init; }
}
