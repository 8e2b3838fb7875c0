using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Links;
using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>The links of one actor. A peer may have several; a link leaves when it closes (TPT-18).</summary>
internal sealed class PeerTable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Link, Peer> _peers = [];
    private readonly Dictionary<ActorAddress, Peer> _byAddress = [];
    private bool _isClosed;

    /// <summary>Whether the actor has begun to close its links, at its end.</summary>
    public bool IsClosed
    {
        get
        {
            lock (_gate)
            {
                return _isClosed;
            }
        }
    }

    public IReadOnlyList<Link> Links
    {
        get
        {
            lock (_gate)
            {
                return [.. _peers.Keys];
            }
        }
    }

    /// <summary>Enters a link and starts it.</summary>
    /// <exception cref="ConnectionClosedException">The actor has closed its links.</exception>
    public void Add(Peer peer, ActorAddress? address)
    {
        Link link = peer.Link;
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new ConnectionClosedException($"to {link.Peer}, which came while the actor ends,", closedHere: true);
            }

            _peers.Add(link, peer);
            if (address is not null)
            {
                _byAddress[address] = peer;
            }

            // Under the lock, so that a table that closes finds only links that run.
            link.Start();
        }

        _ = RemoveWhenClosedAsync(link, address);
    }

    public Peer? Find(ActorAddress address)
    {
        lock (_gate)
        {
            return _byAddress.TryGetValue(address, out Peer? peer) && !peer.Link.IsClosed ? peer : null;
        }
    }

    /// <summary>Closes all links in order, at the same time.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task CloseAsync(Cancellation last, TimeSpan limit, TimeProvider time)
    {
        Link[] links;
        lock (_gate)
        {
            _isClosed = true;
            links = [.. _peers.Keys];
        }

        await Task.WhenAll(Array.ConvertAll(links, link => link.CloseAsync(last, limit, time))).Uncaptured();
    }

    // Owned by the link: it ends when the link closes, which closing the table makes sure of.
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task RemoveWhenClosedAsync(Link link, ActorAddress? address)
    {
        await link.Closed.Uncaptured();
        lock (_gate)
        {
            _peers.Remove(link);
            if (address is not null && _byAddress.TryGetValue(address, out Peer? peer) && peer.Link == link)
            {
                _byAddress.Remove(address);
            }
        }
    }
}
