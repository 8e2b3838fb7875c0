using System.Net.Sockets;
using Tractor.Wire;

namespace Tractor.TestKit;

/// <summary>
/// A transport that cuts: an address that leads to an actor by way of this process, which passes real bytes between real
/// sockets, counts the frames in them, and ends the connection where it is told to.
/// </summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"cut-{Guid.NewGuid():N}"[..16]);
    private readonly ActorAddress _target;
    private readonly Task _accepting;
    private readonly List<Task> _serving = [];

    /// <summary>Listens; connections go on to <paramref name="target"/>.</summary>
    public CuttingProxy(ActorAddress target)
    {
        _target = target;
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public ActorAddress Address => new("uds", _path);

    /// <summary>Where the next connection is cut; null: nowhere.</summary>
    public Cut? Next { get; set; }

    /// <summary>What comes from the target waits for this; null: for nothing.</summary>
    public Task? Hold { get; set; }

    /// <summary>The last connection.</summary>
    public CutConnection? Last { get; private set; }

    /// <summary>Ends it all, and waits until nothing is passed on any more.</summary>
    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        File.Delete(_path);
        await _accepting.WithinAsync();
        Last?.Close();
        await Task.WhenAll(_serving).WithinAsync();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket connector;
            try
            {
                connector = await _listener.AcceptAsync();
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                return;
            }

            Socket target = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await target.ConnectAsync(new UnixDomainSocketEndPoint(_target.Endpoint));
            CutConnection connection = new(connector, target, Next, () => Hold);
            Last = connection;
            _serving.Add(connection.RunAsync());
        }
    }
}
