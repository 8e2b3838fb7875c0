using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1100 to 1199: endpoints that run here.</summary>
internal static partial class InvocationLog
{
    [LoggerMessage(1100, LogLevel.Warning, "{Endpoint}, called by {Caller}, failed; the caller is told: {Error}")]
    public static partial void Failed(ILogger logger, string endpoint, ActorId caller, string error);

    [LoggerMessage(1102, LogLevel.Warning, "{Endpoint}, called by {Caller}, returned without having called StartedAsync; the caller is told")]
    public static partial void NotStarted(ILogger logger, string endpoint, ActorId caller);

    [LoggerMessage(1103, LogLevel.Information, "The end of {Endpoint}, called by {Caller}, could not be told: the connection is gone")]
    public static partial void NotTold(ILogger logger, string endpoint, ActorId caller);

    [LoggerMessage(1101, LogLevel.Information, "{Endpoint}, called by {Caller}, ended early, {Cancellation}")]
    public static partial void Cancelled(ILogger logger, string endpoint, ActorId caller, Cancellation cancellation);
}
