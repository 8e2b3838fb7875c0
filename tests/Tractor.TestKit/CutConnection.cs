using System.Net.Sockets;
using Tractor.Wire;

namespace Tractor.TestKit;

/// <summary>One connection by way of a <see cref="CuttingProxy"/>.</summary>
public sealed class CutConnection
{
    private readonly Socket _connector;
    private readonly Socket _target;
    private readonly Cut? _cut;
    private readonly Func<Task?> _hold;
    private int _fromConnector;
    private int _fromTarget;

    internal CutConnection(Socket connector, Socket target, Cut? cut, Func<Task?> hold)
    {
        _connector = connector;
        _target = target;
        _cut = cut;
        _hold = hold;
    }

    /// <summary>Whether it came to the cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>How many frames of a direction have passed.</summary>
    public int Frames(bool fromConnector) => Volatile.Read(ref fromConnector ? ref _fromConnector : ref _fromTarget);

    /// <summary>Passes bytes on until both directions have ended.</summary>
    internal async Task RunAsync()
    {
        await Task.WhenAll(PassAsync(_connector, _target, fromConnector: true), PassAsync(_target, _connector, fromConnector: false));
        Close();
    }

    internal void Close()
    {
        _connector.Dispose();
        _target.Dispose();
    }

    private async Task PassAsync(Socket from, Socket to, bool fromConnector)
    {
        byte[] frame = new byte[FrameHeader.Size + FrameLimits.FrameBytes];
        try
        {
            while (await FillAsync(from, frame.AsMemory(0, FrameHeader.Size)))
            {
                int length = FrameHeader.Read(frame).Length;
                if (!await FillAsync(from, frame.AsMemory(FrameHeader.Size, length)))
                {
                    break;
                }

                if (_cut is { } cut && cut.FromConnector == fromConnector && cut.Frame == Frames(fromConnector))
                {
                    await CutAsync(cut, from, to, frame.AsMemory(0, FrameHeader.Size + length));
                    return;
                }

                Interlocked.Increment(ref fromConnector ? ref _fromConnector : ref _fromTarget);
                if (!fromConnector && _hold() is { } hold)
                {
                    await hold;
                }

                await SendAsync(to, frame.AsMemory(0, FrameHeader.Size + length));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // One of the two is gone: the other is to see that.
            Close();
        }
    }

    private async Task CutAsync(Cut cut, Socket from, Socket to, ReadOnlyMemory<byte> frame)
    {
        int passed = cut.Place switch
        {
            CutPlace.Boundary => 0,
            CutPlace.Header => FrameHeader.Size / 2,
            _ => FrameHeader.Size + ((frame.Length - FrameHeader.Size) / 2),
        };
        await SendAsync(to, frame[..passed]);
        IsCut = true;
        switch (cut.Kind)
        {
            case CutKind.End:
                to.Shutdown(SocketShutdown.Both);
                from.Shutdown(SocketShutdown.Both);
                break;
            case CutKind.Reset:
                Close();
                break;
            default:
                to.Shutdown(SocketShutdown.Send);
                await DrainAsync(from);
                break;
        }
    }

    // What its sender still sends is lost, as on a line that is dead in one direction.
    private static async Task DrainAsync(Socket from)
    {
        byte[] nowhere = new byte[64 << 10];
        while (await from.ReceiveAsync(nowhere) > 0)
        {
        }
    }

    private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    // False at the end.
    private static async Task<bool> FillAsync(Socket from, Memory<byte> target)
    {
        while (!target.IsEmpty)
        {
            int count = await from.ReceiveAsync(target);
            if (count == 0)
            {
                return false;
            }

            target = target[count..];
        }

        return true;
    }
}
