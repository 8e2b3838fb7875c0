using Tractor.Links;
using Tractor.Portals;
using Tractor.Scopes;

namespace Tractor.Actors;

/// <summary>A connected peer: its link and what watches the owners of dialogs on it.</summary>
internal sealed class Peer(Link link, IPortalHost host)
{
    private readonly OwnerWatch _watch = new(link);

    public Link Link { get; } = link;

    public Portal PortalFor(Scope owner) => new(Link, _watch, owner, host);
}
