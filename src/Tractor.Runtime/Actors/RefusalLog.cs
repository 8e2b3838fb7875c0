using Microsoft.Extensions.Logging;
using Tractor.Logging;

namespace Tractor.Actors;

/// <summary>Tells of refused connections, of a few in a while each and of the rest by number: a stranger must not fill the log.</summary>
internal sealed class RefusalLog(ILogger logger, TimeProvider time)
{
    private const int Most = 20;
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long _since = time.GetTimestamp();
    private int _told;
    private int _untold;

    public void Refused(string connection, string reason)
    {
        int untold = 0;
        bool isTold;
        lock (_gate)
        {
            if (time.GetElapsedTime(_since) >= While)
            {
                (_since, _told, untold, _untold) = (time.GetTimestamp(), 0, _untold, 0);
            }

            isTold = _told < Most;
            _told += isTold ? 1 : 0;
            _untold += isTold ? 0 : 1;
        }

        if (untold > 0)
        {
            ListenerLog.MoreRefused(logger, untold);
        }

        if (isTold)
        {
            ListenerLog.Refused(logger, connection, reason);
        }
    }
}
