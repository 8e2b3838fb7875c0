using Tractor.Transport;

namespace Tractor.Reading;

/// <summary>Reads a connection by asynchronous receives: for those that no thread of ours reads.</summary>
internal sealed class FrameReceiver(IConnection connection) : IDisposable
{
    private readonly FrameCutter _cutter = new();

    /// <summary>Receives until the peer ends the connection in order.</summary>
    /// <exception cref="ProtocolException">A frame is larger than allowed.</exception>
    /// <exception cref="ConnectionClosedException">The connection broke, or ended in the middle of a frame.</exception>
    public async Task RunAsync(IFrameHandler handler, CancellationToken cancellationToken)
    {
        while (true)
        {
            int count = await connection.ReceiveAsync(_cutter.Room(), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                ThrowIfCutShort(_cutter, connection);
                return;
            }

            _cutter.Commit(count);
            while (_cutter.TryHandOn(handler))
            {
            }
        }
    }

    public void Dispose() => _cutter.Dispose();

    public static void ThrowIfCutShort(FrameCutter cutter, IConnection connection)
    {
        if (cutter.HasPart)
        {
            throw new ConnectionClosedException($"{connection.Description}, in the middle of a frame,", closedHere: false);
        }
    }
}
