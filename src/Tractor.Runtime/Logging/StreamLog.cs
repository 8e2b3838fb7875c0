using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1600 to 1699: streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1600, LogLevel.Warning, "A reader of a broadcast fell behind and lost {Skipped} items; {Window} are kept")]
    public static partial void Lagged(ILogger logger, long skipped, int window);

    [LoggerMessage(1601, LogLevel.Debug, "{Count} items of {Endpoint} that nobody had read were dropped with the end of their dialog or stream")]
    public static partial void Discarded(ILogger logger, int count, string endpoint);
}
