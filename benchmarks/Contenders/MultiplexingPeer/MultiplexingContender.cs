using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Benchmarks.Harness;
using Nerdbank.Streams;

namespace Benchmarks.MultiplexingPeer;

/// <summary>Channels of a MultiplexingStream with bytes of one's own in them: no calls, no codec.</summary>
internal sealed class MultiplexingContender(MultiplexingStream stream) : IContender, IAsyncDisposable
{
    private int _channels;

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.StreamOfInts] = async duration => WorkResult.Rate(await Pace.ItemsAsync(count => ReadAsync("frames", count, 8), duration)),
        [Harness.Works.StreamOfStructs] = async duration => WorkResult.Rate(await Pace.ItemsAsync(count => ReadAsync("frames", count, 28), duration)),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(KeepAsync, 64 << 10, duration),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(KeepAsync, 1 << 20, duration),
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(PassAsync, 64 << 10, duration),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(PassAsync, 1 << 20, duration),
        [Harness.Works.PingPong] = PingPongAsync,
    };

    public static async Task<MultiplexingContender> ConnectAsync(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        MultiplexingStream stream = await Wire.OpenAsync(socket);
        stream.StartListening();
        return new MultiplexingContender(stream);
    }

    public async ValueTask DisposeAsync() => await stream.DisposeAsync();

    private Task<MultiplexingStream.Channel> OfferAsync(string kind, int count, int size) =>
        stream.OfferChannelAsync($"{kind} {count} {size} {_channels++}");

    private async Task ReadAsync(string kind, int count, int size)
    {
        using MultiplexingStream.Channel channel = await OfferAsync(kind, count, size);
        long left = (long)count * size;
        while (left > 0)
        {
            ReadResult read = await channel.Input.ReadAsync();
            // Whole frames are taken, as a reader of messages would.
            long whole = read.Buffer.Length / size * size;
            left -= whole;
            channel.Input.AdvanceTo(read.Buffer.GetPosition(whole), read.Buffer.End);
            if (read.IsCompleted && left > 0)
            {
                throw new EndOfStreamException();
            }
        }
    }

    private static async Task<WorkResult> BlocksAsync(Func<int, int, Task> transfer, int size, TimeSpan duration)
    {
        double blocks = await Pace.ItemsAsync(count => transfer(count, size), duration, first: 16);
        return WorkResult.Rate(blocks * size / 1e6);
    }

    // The bytes are looked at where they lie in the pipe.
    private Task PassAsync(int count, int size) => ReadAsync("blocks", count, size);

    // Each block is copied as it comes into an array that could be kept.
    private async Task KeepAsync(int count, int size)
    {
        using MultiplexingStream.Channel channel = await OfferAsync("blocks", count, size);
        for (int i = 0; i < count; i++)
        {
            await FillAsync(channel.Input, GC.AllocateUninitializedArray<byte>(size));
        }
    }

    private static async Task FillAsync(PipeReader input, Memory<byte> block)
    {
        while (!block.IsEmpty)
        {
            ReadResult read = await input.ReadAsync();
            ReadOnlySequence<byte> taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, block.Length));
            taken.CopyTo(block.Span);
            block = block[(int)taken.Length..];
            input.AdvanceTo(taken.End);
            if (read.IsCompleted && !block.IsEmpty)
            {
                throw new EndOfStreamException();
            }
        }
    }

    private async Task<WorkResult> PingPongAsync(TimeSpan duration)
    {
        using MultiplexingStream.Channel channel = await OfferAsync("echo", 0, 0);
        byte[] item = new byte[8];
        WorkResult result = await Pace.OneAtATimeAsync(() => ThereAndBackAsync(channel, item), duration);
        await channel.Output.CompleteAsync();
        return result;
    }

    private static async ValueTask ThereAndBackAsync(MultiplexingStream.Channel channel, byte[] item)
    {
        await channel.Output.WriteAsync(item);
        ReadResult read = await channel.Input.ReadAtLeastAsync(item.Length);
        channel.Input.AdvanceTo(read.Buffer.End);
    }
}
