using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1200 to 1299: dialogs opened here.</summary>
internal static partial class PortalLog
{
    [LoggerMessage(1200, LogLevel.Warning, "{Endpoint} on {Peer} did not end within {Limit} after it was cancelled; nobody waits for it any more")]
    public static partial void TooSlow(ILogger logger, string endpoint, ActorId peer, TimeSpan limit);
}
