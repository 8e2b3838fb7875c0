using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1500 to 1599: children.</summary>
internal static partial class SupervisionLog
{
    [LoggerMessage(1500, LogLevel.Warning, "{Child} did not end its tasks within {Limit} after it was asked to end; it gets SIGTERM")]
    public static partial void Terminating(ILogger logger, ActorId child, TimeSpan limit);

    [LoggerMessage(1501, LogLevel.Warning, "The process of {Child} did not end within {Limit}; it gets SIGKILL")]
    public static partial void Killing(ILogger logger, ActorId child, TimeSpan limit);

    [LoggerMessage(1502, LogLevel.Information, "{Child} is ready")]
    public static partial void Ready(ILogger logger, ActorId child);

    [LoggerMessage(1503, LogLevel.Information, "{Child} has ended")]
    public static partial void Ended(ILogger logger, ActorId child);

    [LoggerMessage(1505, LogLevel.Information, "A nursery is cancelled, {Cancellation}; it waits for {Children}")]
    public static partial void WaitsFor(ILogger logger, Cancellation cancellation, IReadOnlyList<ActorId> children);

    [LoggerMessage(1506, LogLevel.Warning, "{Child} did not end within {Limit}; it is not ended by force as long as these hold for debugging: {Holders}")]
    public static partial void HeldBack(ILogger logger, ActorId child, TimeSpan limit, IReadOnlyList<ActorId> holders);

    [LoggerMessage(1504, LogLevel.Error, "{Child} is lost: {Problem}")]
    public static partial void Lost(ILogger logger, ActorId child, string problem);
}
