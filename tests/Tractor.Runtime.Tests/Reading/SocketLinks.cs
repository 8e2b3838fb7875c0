using System.Net.Sockets;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>A link with a reader of its own, and its peer: another one, or the bare socket.</summary>
[SupportedOSPlatform("linux")]
internal sealed class SocketLinks : IAsyncDisposable
{
    private readonly SocketPair _sockets = SocketPair.Create();
    private readonly Link? _client;

    public SocketLinks(ILinkHandler server, ILinkHandler? client)
    {
        Server = new Link(new RawSocketConnection(_sockets.Server, "to the client"), Soon.Actor("client"), false, server, new ActorLimits(), NullLogger.Instance);
        Server.Start();
        if (client is not null)
        {
            _client = new Link(new RawSocketConnection(_sockets.Client, "to the server"), Soon.Actor("server"), true, client, new ActorLimits(), NullLogger.Instance);
            _client.Start();
        }
    }

    public Link Server { get; }

    public Link Client => _client!;

    /// <summary>The client's socket, for tests that have no link there.</summary>
    public Socket Socket => _sockets.Client;

    /// <summary>Receives whole frames from the bare socket.</summary>
    public async Task<List<TestFrame>> ReceiveAsync(int bytes)
    {
        byte[] buffer = new byte[bytes];
        for (int at = 0; at < bytes;)
        {
            int count = await Soon.Ends(Socket.ReceiveAsync(buffer.AsMemory(at)).AsTask());
            at += count > 0 ? count : throw new IOException("the end");
        }

        return TestFrames.Parse(buffer);
    }

    public void Start(params ulong[] dialogs) => Socket.Send(TestFrames.Bytes(dialogs.Select(static id => TestFrames.Of(id, 0, FrameKind.Start))));

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await Soon.Ends(_client.DisposeAsync().AsTask());
        }

        await Soon.Ends(Server.DisposeAsync().AsTask());
        _sockets.Dispose();
    }
}
