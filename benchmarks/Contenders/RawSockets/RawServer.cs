using System.Net.Sockets;

namespace Benchmarks.RawSockets;

/// <summary>Accepts connections and serves each as its order says, on a thread of its own.</summary>
internal sealed class RawServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public RawServer(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Accept()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = _listener.Accept();
            }
            catch (SocketException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }

            new Thread(() => Serve(socket)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket)
    {
        Order order = Order.ReadFrom(socket);
        if (order.Kind == OrderKind.EchoAsync)
        {
            _ = Task.Run(() => EchoAsync(socket));
            return;
        }

        using (socket)
        {
            switch (order.Kind)
            {
                case OrderKind.EchoBlocking: EchoBlocking(socket); break;
                case OrderKind.EchoSpinning: EchoSpinning(socket); break;
                default: Send(socket, order); break;
            }
        }
    }

    private static async Task EchoAsync(Socket socket)
    {
        using (socket)
        {
            byte[] buffer = new byte[64 << 10];
            while (await socket.ReceiveAsync(buffer) is var read and > 0)
            {
                socket.Send(buffer.AsSpan(0, read));
            }
        }
    }

    private static void EchoBlocking(Socket socket)
    {
        byte[] buffer = new byte[64 << 10];
        while (socket.Receive(buffer) is var read and > 0)
        {
            socket.Send(buffer.AsSpan(0, read));
        }
    }

    private static void EchoSpinning(Socket socket)
    {
        socket.Blocking = false;
        byte[] buffer = new byte[64 << 10];
        while (Exactly.SpinOnce(socket, buffer) is var read and > 0)
        {
            socket.Send(buffer.AsSpan(0, read));
        }
    }

    private static void Send(Socket socket, Order order)
    {
        byte[] buffer = new byte[order.Size];
        for (int i = 0; i < order.Count; i++)
        {
            Span<byte> rest = buffer;
            while (rest.Length > 0)
            {
                rest = rest[socket.Send(rest)..];
            }
        }
    }
}
