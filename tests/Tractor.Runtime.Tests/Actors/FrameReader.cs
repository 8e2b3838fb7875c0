using Tractor.Reading;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Reads the frames that an actor sends to a raw connection.</summary>
internal sealed class FrameReader(IConnection connection) : IDisposable
{
    private readonly FrameCutter _cutter = new(1 << 20);

    public async Task<(FrameHeader Header, byte[] Payload)> NextAsync()
    {
        while (true)
        {
            if (_cutter.TryCut(out FrameHeader header, out ReadOnlySpan<byte> payload))
            {
                return (header, payload.ToArray());
            }

            int count = await connection.ReceiveAsync(_cutter.Room(), CancellationToken.None);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            _cutter.Commit(count);
        }
    }

    public void Dispose() => _cutter.Dispose();
}
