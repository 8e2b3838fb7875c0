using Tractor.CompilerServices;

namespace Tractor.Portals;

/// <summary>A one-way stream of another actor; each enumeration starts its own producer.</summary>
internal sealed class RemoteStream<TArguments, TItem>(
    Portal portal, StreamEndpoint<TArguments, TItem> endpoint, TArguments arguments, CancellationToken callToken) : IAsyncEnumerable<TItem>
{
    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new RemoteStreamEnumerator<TArguments, TItem>(portal, endpoint, arguments, callToken, cancellationToken);
}
