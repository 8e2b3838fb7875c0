using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>A place where peers connect. Disposing it withdraws the address; accepted connections live on.</summary>
internal interface IListener : IAsyncDisposable
{
    /// <summary>Where it listens, as peers must name it.</summary>
    ActorAddress Address { get; }

    /// <summary>Waits for the next peer. One call at a time.</summary>
    /// <param name="cancellationToken">Ends the wait; the listener stays usable.</param>
    /// <exception cref="TransientAcceptException">No peer could be taken just now; wait a little and call again.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed, before or during the call.</exception>
    ValueTask<IConnection> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>The same, and null when the wait was ended: in every process that listens this happens once, at its end.</summary>
    /// <inheritdoc cref="AcceptAsync"/>
    [AsyncMethodBuilder(typeof(PrecompiledValueTaskMethodBuilder<>))]
    async ValueTask<IConnection?> AcceptUnlessEndedAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await AcceptAsync(cancellationToken).Uncaptured();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
