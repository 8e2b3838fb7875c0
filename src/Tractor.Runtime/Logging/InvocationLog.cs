using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1100 to 1199: endpoints that run here.</summary>
internal static partial class InvocationLog
{
    [LoggerMessage(1100, LogLevel.Warning, "{Endpoint}, called by {Caller}, failed; the caller is told")]
    public static partial void Failed(ILogger logger, string endpoint, ActorId caller, Exception error);

    [LoggerMessage(1101, LogLevel.Information, "{Endpoint}, called by {Caller}, ended early, {Cancellation}")]
    public static partial void Cancelled(ILogger logger, string endpoint, ActorId caller, Cancellation cancellation);
}
