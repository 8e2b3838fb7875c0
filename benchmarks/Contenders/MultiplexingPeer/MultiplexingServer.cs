using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using Nerdbank.Streams;

namespace Benchmarks.MultiplexingPeer;

/// <summary>Accepts a connection and serves each channel that is offered as its name says.</summary>
internal sealed class MultiplexingServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public MultiplexingServer(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        MultiplexingStream stream = await Wire.OpenAsync(await _listener.AcceptAsync());
        stream.ChannelOffered += (_, offer) => _ = ServeAsync(stream.AcceptChannel(offer.QualifiedId.Id), offer.Name.Split(' '));
        stream.StartListening();
    }

    private static async Task ServeAsync(MultiplexingStream.Channel channel, string[] order)
    {
        int count = int.Parse(order[1], CultureInfo.InvariantCulture);
        int size = int.Parse(order[2], CultureInfo.InvariantCulture);
        await (order[0] switch
        {
            "echo" => EchoAsync(channel),
            "frames" => FramesAsync(channel.Output, count, size),
            _ => BlocksAsync(channel.Output, count, size),
        });
        await channel.Output.CompleteAsync();
        channel.Dispose();
    }

    private static async Task EchoAsync(MultiplexingStream.Channel channel)
    {
        while (await channel.Input.ReadAsync() is var read && !(read.IsCompleted && read.Buffer.IsEmpty))
        {
            foreach (ReadOnlyMemory<byte> part in read.Buffer)
            {
                await channel.Output.WriteAsync(part);
            }

            channel.Input.AdvanceTo(read.Buffer.End);
        }
    }

    private static async Task FramesAsync(PipeWriter output, int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(size), i);
            output.Advance(size);
            if (i % Wire.FramesAFlush == Wire.FramesAFlush - 1)
            {
                await output.FlushAsync();
            }
        }

        await output.FlushAsync();
    }

    private static async Task BlocksAsync(PipeWriter output, int count, int size)
    {
        byte[] block = new byte[size];
        for (int i = 0; i < count; i++)
        {
            await output.WriteAsync(block);
        }
    }
}
