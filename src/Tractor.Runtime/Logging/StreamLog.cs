using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>Events 1600 to 1699: streams.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(1600, LogLevel.Warning, "A reader of a broadcast fell behind and lost {Skipped} items; {Window} are kept")]
    public static partial void Lagged(ILogger logger, long skipped, int window);
}
