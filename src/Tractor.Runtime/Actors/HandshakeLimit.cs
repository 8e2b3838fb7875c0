using System.Diagnostics;
using Tractor.Platform;

namespace Tractor.Actors;

/// <summary>
/// The time that a handshake has. A thread that waits by blocking looks at the clock itself, since the first timer of a new
/// process costs it two milliseconds; wherever else is waited, a timer does.
/// </summary>
internal sealed class HandshakeLimit : IDisposable
{
    private readonly TimeSpan _limit;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;
    private bool _hasTimer;
    private volatile bool _isDisposed;

    public HandshakeLimit(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _limit = limit;
        _hasTimer = !IdleThread.MayBlock || time != TimeProvider.System;
        _timeout = _hasTimer ? new CancellationTokenSource(limit, time) : new CancellationTokenSource();
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
        if (!_hasTimer)
        {
            IdleThread.LookBy(Look);
        }
    }

    /// <summary>How long it is.</summary>
    public TimeSpan Limit => _limit;

    /// <summary>Fires when the time is over, or when the attempt is given up.</summary>
    public CancellationToken Token => _linked.Token;

    public bool IsOver => _timeout.IsCancellationRequested;

    /// <summary>The wait goes on without the thread that began it.</summary>
    public void LeaveThread()
    {
        if (!_hasTimer)
        {
            _hasTimer = true;
            TimeSpan left = _limit - Stopwatch.GetElapsedTime(_start);
            _timeout.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }
    }

    public void Dispose()
    {
        _isDisposed = true;
        _linked.Dispose();
        _timeout.Dispose();
    }

    private void Look()
    {
        if (!_isDisposed && Stopwatch.GetElapsedTime(_start) >= _limit)
        {
            _timeout.Cancel();
        }
    }
}
