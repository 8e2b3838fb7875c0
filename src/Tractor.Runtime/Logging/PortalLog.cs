using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1200 to 1299: dialogs opened here.</summary>
internal static partial class PortalLog
{
    [LoggerMessage(1200, LogLevel.Warning, "{Endpoint} on {Peer} did not end within {Limit} after it was cancelled; nobody waits for it any more")]
    public static partial void TooSlow(ILogger logger, string endpoint, ActorId peer, TimeSpan limit);

    [LoggerMessage(1201, LogLevel.Warning, "{Endpoint} on {Peer} failed when nobody waited for it any more")]
    public static partial void FailedLate(ILogger logger, string endpoint, ActorId peer, Exception error);
}
