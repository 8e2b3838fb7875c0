using Microsoft.Extensions.Logging;

namespace Tractor;

/// <summary>What the root of a tree is started with.</summary>
public sealed record ActorRuntimeOptions
{
    /// <summary>The root's name. Default <c>root</c>.</summary>
    public string Name { get; init; } = "root";

    /// <summary>What the root itself serves to the actors of its tree. Nothing by default.</summary>
    public EndpointTable Endpoints { get; init; } = EndpointTable.Empty;

    /// <summary>The limits of the root, which its children inherit.</summary>
    public ActorLimits Limits { get; init; } = new();

    /// <summary>How children come to life. Default <see cref="ActorSpawning.Process"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no way of spawning (RUN-21).</exception>
    public ActorSpawning Spawning { get; init => field = OptionValues.Defined(value); }

    /// <summary>
    /// What the root listens at, and how its children are connected to it; they inherit it. Null (the default) is
    /// <see cref="ActorTransport.UnixSocket"/>, or <see cref="ActorTransport.InMemory"/> where children come to life
    /// in-process.
    /// </summary>
    public ActorTransport? Transport { get; init; }

    /// <summary>Where the library logs; null (the default) logs nothing. A logger that throws loses its message, and disturbs nothing.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>
    /// The least level that the library logs; children inherit it unless their <see cref="ActorOptions.LogLevel"/> says
    /// otherwise (SPN-09). Default <see cref="Microsoft.Extensions.Logging.LogLevel.Trace"/>: all that the factory's own
    /// filters let through.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value set is no level.</exception>
    public LogLevel LogLevel { get; init => field = OptionValues.Defined(value); }

    /// <summary>
    /// Whether this is a tree to be debugged: nobody in it is ended by force because it takes long to start or to end
    /// (CAN-11). Who is to end is asked to and waited for; a second Ctrl-C ends all at once. Children inherit it unless
    /// their <see cref="ActorOptions.DebugMode"/> says otherwise. Default false.
    /// </summary>
    public bool DebugMode { get; init; }

    /// <summary>
    /// Whether Ctrl-C (SIGINT) and SIGTERM end the tree in order. Default true; with false the program sees to
    /// signals itself.
    /// </summary>
    public bool HandleSignals { get; init; } = true;
}
