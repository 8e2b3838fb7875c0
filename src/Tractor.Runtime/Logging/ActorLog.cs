using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1300 to 1399: the life of an actor.</summary>
internal static partial class ActorLog
{
    [LoggerMessage(1300, LogLevel.Information, "{Actor} is up")]
    public static partial void Started(ILogger logger, ActorId actor);

    [LoggerMessage(1301, LogLevel.Information, "{Actor} ends, {Cancellation}")]
    public static partial void Ending(ILogger logger, ActorId actor, Cancellation cancellation);

    [LoggerMessage(1302, LogLevel.Error, "A resource that the actor was to dispose on exit failed")]
    public static partial void ExitResourceFailed(ILogger logger, Exception error);

    [LoggerMessage(1303, LogLevel.Error, "{Actor} failed outside of any endpoint")]
    public static partial void Failed(ILogger logger, ActorId actor, Exception error);
}
