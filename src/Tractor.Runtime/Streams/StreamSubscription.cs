using Microsoft.Extensions.Logging;
using Tractor.Streams;

namespace Tractor;

/// <summary>A subscription of a dialog's stream, which can send as well (BRD-03).</summary>
/// <typeparam name="TReceive">The items received here.</typeparam>
/// <typeparam name="TSend">The items sent from here.</typeparam>
public sealed class StreamSubscription<TReceive, TSend> : Subscription<TReceive>
{
    private readonly MsgStream<TReceive, TSend> _stream;
    private readonly ILogger _logger;
    private readonly Broadcaster<TReceive> _broadcaster;

    internal StreamSubscription(
        MsgStream<TReceive, TSend> stream, Broadcaster<TReceive> broadcaster, BroadcastCursor cursor, LagHandling lag, ILogger logger)
        : base(broadcaster, cursor, lag, logger)
    {
        _stream = stream;
        _logger = logger;
        _broadcaster = broadcaster;
    }

    /// <inheritdoc cref="MsgStream{TReceive, TSend}.SendAsync"/>
    public ValueTask SendAsync(TSend item, CancellationToken cancellationToken = default) => _stream.SendAsync(item, cancellationToken);

    /// <inheritdoc cref="MsgStream{TReceive, TSend}.TrySend"/>
    public bool TrySend(TSend item) => _stream.TrySend(item);

    /// <inheritdoc cref="Subscription{T}.Subscribe"/>
    public new StreamSubscription<TReceive, TSend> Subscribe() => Subscribe(Lag);

    internal StreamSubscription<TReceive, TSend> Subscribe(LagHandling lag) => new(_stream, _broadcaster, Fork(), lag, _logger);
}
