using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1400 to 1499: who connects.</summary>
internal static partial class ListenerLog
{
    [LoggerMessage(1400, LogLevel.Warning, "A connection ({Connection}) was refused: {Reason}")]
    public static partial void Refused(ILogger logger, string connection, string reason);

    [LoggerMessage(1402, LogLevel.Warning, "{Count} more connections were refused")]
    public static partial void MoreRefused(ILogger logger, int count);

    [LoggerMessage(1401, LogLevel.Warning, "Accepting a connection failed and is tried again: {Reason}")]
    public static partial void AcceptFailed(ILogger logger, string reason);

    [LoggerMessage(1403, LogLevel.Warning, "The socket files that others left behind could not be removed: {Reason}")]
    public static partial void SweepFailed(ILogger logger, string reason);
}
