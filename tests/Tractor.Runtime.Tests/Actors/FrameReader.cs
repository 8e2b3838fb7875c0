using Tractor.Reading;
using Tractor.Runtime.Tests.Links;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Reads the frames that an actor sends to a raw connection.</summary>
internal sealed class FrameReader(IConnection connection) : IDisposable
{
    private readonly FrameCutter _cutter = new();
    private readonly FrameCollector _collector = new(isDirect: false);

    public async Task<(FrameHeader Header, byte[] Payload)> NextAsync()
    {
        while (!_cutter.TryHandOn(_collector))
        {
            int count = await connection.ReceiveAsync(_cutter.Room(), CancellationToken.None);
            if (count == 0)
            {
                throw new EndOfStreamException();
            }

            _cutter.Commit(count);
        }

        TestFrame frame = _collector.Frames[^1];
        _collector.Frames.Clear();
        return (new FrameHeader(frame.Payload.Length, frame.Kind, FrameFlags.None, frame.Dialog), frame.Payload);
    }

    public void Dispose() => _cutter.Dispose();
}
