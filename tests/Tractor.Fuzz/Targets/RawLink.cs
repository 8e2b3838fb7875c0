using System.IO.Pipelines;
using Nerdbank.Streams;
using Tractor.Actors;
using Tractor.Transport;

namespace Tractor.Fuzz.Targets;

/// <summary>A connection between two actors, without a handshake.</summary>
internal sealed class RawLink : IAsyncDisposable
{
    private readonly Peer _near;
    private readonly Peer _far;

    public RawLink(Actor served, Actor caller)
    {
        (IDuplexPipe one, IDuplexPipe other) = FullDuplexStream.CreatePipePair();
        _near = caller.AddPeer(new PipeConnection(one, "to the served"), served.Id, isConnector: true);
        _far = served.AddPeer(new PipeConnection(other, "from the caller"), caller.Id, isConnector: false);
        Portal = _near.PortalFor(caller.Scope);
    }

    public Portal Portal { get; }

    public async ValueTask DisposeAsync()
    {
        await _near.Link.DisposeAsync();
        await _far.Link.DisposeAsync();
    }
}
