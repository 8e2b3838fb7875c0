using System.Buffers.Binary;
using System.Net.Sockets;
using Benchmarks.Harness;

namespace Benchmarks.RawSockets;

/// <summary>What the machine can do without a framework; the best of several ways, each named too.</summary>
internal sealed class RawContender(string path) : IContender
{
    private const int Frame = 64;
    private const int FramesAWrite = 1024;

    public IReadOnlyDictionary<string, Func<TimeSpan, Task<WorkResult>>> Works => new Dictionary<string, Func<TimeSpan, Task<WorkResult>>>
    {
        [Harness.Works.Echo] = duration => EchoAsync(Frame, 1, duration),
        [Harness.Works.PingPong] = duration => EchoAsync(Frame, 1, duration),
        [Harness.Works.EchoInFlight] = duration => EchoAsync(64 * Frame, 64, duration),
        [Harness.Works.StreamOfInts] = duration => FramesAsync(2 * sizeof(int), duration),
        [Harness.Works.StreamOfStructs] = duration => FramesAsync(28, duration),
        [Harness.Works.Blocks64K] = duration => BlocksAsync(64 << 10, duration, areKept: true),
        [Harness.Works.Blocks1M] = duration => BlocksAsync(1 << 20, duration, areKept: true),
        [Harness.Works.PassingBlocks64K] = duration => BlocksAsync(64 << 10, duration, areKept: false),
        [Harness.Works.PassingBlocks1M] = duration => BlocksAsync(1 << 20, duration, areKept: false),
    };

    private async Task<WorkResult> EchoAsync(int size, int frames, TimeSpan duration)
    {
        byte[] buffer = new byte[size];
        WorkResult waiting, blocking, spinning;
        using (Socket socket = Connect(new Order(OrderKind.EchoAsync, 0, 0)))
        {
            waiting = await Pace.OneAtATimeAsync(() => ThereAndBackAsync(socket, buffer), duration / 3);
        }

        using (Socket socket = Connect(new Order(OrderKind.EchoBlocking, 0, 0)))
        {
            blocking = Pace.OneAtATime(() => ThereAndBack(socket, buffer), duration / 3);
        }

        using (Socket socket = Connect(new Order(OrderKind.EchoSpinning, 0, 0)))
        {
            socket.Blocking = false;
            spinning = Pace.OneAtATime(() => SpinThereAndBack(socket, buffer), duration / 3);
        }

        return Best(frames, ("async", waiting), ("blocking", blocking), ("spinning", spinning));
    }

    private async Task<WorkResult> FramesAsync(int frame, TimeSpan duration)
    {
        byte[] buffer = new byte[frame * FramesAWrite];
        double writes = await Pace.ItemsAsync(count => ReadFramesAsync(count, frame, buffer), duration);
        return WorkResult.Rate(writes * FramesAWrite);
    }

    private async Task ReadFramesAsync(int count, int frame, byte[] buffer)
    {
        using Socket socket = Connect(new Order(OrderKind.Send, count, buffer.Length));
        for (int i = 0; i < count; i++)
        {
            await Exactly.ReceiveAsync(socket, buffer);
            Walk(buffer, frame);
        }
    }

    private static void Walk(byte[] buffer, int frame)
    {
        int sum = 0;
        for (int at = 0; at < buffer.Length; at += frame)
        {
            sum += BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(at));
        }

        if (sum != 0)
        {
            throw new InvalidDataException();
        }
    }

    private async Task<WorkResult> BlocksAsync(int size, TimeSpan duration, bool areKept)
    {
        byte[] buffer = new byte[size];
        Func<byte[]> next = areKept ? () => GC.AllocateUninitializedArray<byte>(size) : () => buffer;
        double waiting = await Pace.ItemsAsync(count => ReceiveBlocksAsync(count, size, next), duration / 2, first: 64);
        double blocking = await Pace.ItemsAsync(count => Task.Run(() => ReceiveBlocks(count, size, next)), duration / 2, first: 64);
        return Best(size / 1e6, ("async", WorkResult.Rate(waiting)), ("blocking", WorkResult.Rate(blocking)));
    }

    private async Task ReceiveBlocksAsync(int count, int size, Func<byte[]> next)
    {
        using Socket socket = Connect(new Order(OrderKind.Send, count, size));
        for (int i = 0; i < count; i++)
        {
            await Exactly.ReceiveAsync(socket, next());
        }
    }

    private void ReceiveBlocks(int count, int size, Func<byte[]> next)
    {
        using Socket socket = Connect(new Order(OrderKind.Send, count, size));
        for (int i = 0; i < count; i++)
        {
            Exactly.Receive(socket, next());
        }
    }

    private Socket Connect(Order order)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        order.WriteTo(socket);
        return socket;
    }

    private static async ValueTask ThereAndBackAsync(Socket socket, byte[] buffer)
    {
        socket.Send(buffer);
        await Exactly.ReceiveAsync(socket, buffer);
    }

    private static void ThereAndBack(Socket socket, byte[] buffer)
    {
        socket.Send(buffer);
        Exactly.Receive(socket, buffer);
    }

    private static void SpinThereAndBack(Socket socket, byte[] buffer)
    {
        socket.Send(buffer);
        Exactly.Spin(socket, buffer);
    }

    private static WorkResult Best(double factor, params (string Name, WorkResult Result)[] ways)
    {
        WorkResult best = ways.MaxBy(way => way.Result.Values["rate"]).Result;
        WorkResult result = WorkResult.Rate(best.Values["rate"] * factor);
        foreach ((string name, WorkResult way) in ways)
        {
            result.With("rate." + name, way.Values["rate"] * factor);
        }

        foreach ((string name, double value) in best.Values.Where(value => value.Key != "rate"))
        {
            result.With(name, value);
        }

        return result;
    }
}
