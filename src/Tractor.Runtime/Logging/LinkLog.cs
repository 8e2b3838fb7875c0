using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1000 to 1099: connections.</summary>
internal static partial class LinkLog
{
    [LoggerMessage(1000, LogLevel.Debug, "{Link} is closed: {Reason}")]
    public static partial void Closed(ILogger logger, object link, string reason);

    [LoggerMessage(1006, LogLevel.Debug, "{Link} is open; the system {Knowledge}")]
    public static partial void Opened(ILogger logger, object link, string knowledge);

    [LoggerMessage(1007, LogLevel.Warning, "{Link} is open, and leads by way of process {Pid}, as the system says")]
    public static partial void OpenedThrough(ILogger logger, object link, int pid);

    [LoggerMessage(1001, LogLevel.Error, "{Peer} broke the protocol, the link is closed: {Problem}")]
    public static partial void PeerBrokeProtocol(ILogger logger, ActorId peer, string problem);

    [LoggerMessage(1002, LogLevel.Debug, "{Kind} frame from {Peer} for dialog {Dialog}, which has ended, was dropped")]
    public static partial void FrameDropped(ILogger logger, string kind, ActorId peer, ulong dialog);

    [LoggerMessage(1004, LogLevel.Warning, "{Kind} frame from {Peer} for dialog {Dialog}, which never was, was dropped ({Count} so far)")]
    public static partial void StrayFrame(ILogger logger, string kind, ActorId peer, ulong dialog, int count);

    [LoggerMessage(1005, LogLevel.Error, "{Peer} ended the link: {Problem}")]
    public static partial void PeerEndedLink(ILogger logger, ActorId peer, string problem);

    [LoggerMessage(1003, LogLevel.Warning, "What waited to be sent to {Peer} did not leave in time and was dropped")]
    public static partial void FlushTimedOut(ILogger logger, ActorId peer);
}
