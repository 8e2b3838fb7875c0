using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Tractor.AsyncMethods;
using Tractor.Logging;

namespace Tractor.Actors;

/// <summary>What is disposed, last in first out and once, when the actor ends, however it ends (RUN-07).</summary>
internal sealed class ExitStack(ILogger logger)
{
    private readonly Lock _gate = new();
    private readonly Stack<IAsyncDisposable> _resources = new();
    private bool _isClosed;

    public void Push(IAsyncDisposable resource)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                throw new InvalidOperationException("The actor has ended: nothing can be added for it to dispose.");
            }

            _resources.Push(resource);
        }
    }

    /// <summary>Disposes all; what one throws keeps none of the others.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<IReadOnlyList<Exception>> UnwindAsync()
    {
        List<Exception> errors = [];
        while (Pop() is { } resource)
        {
            try
            {
                await resource.DisposeAsync().Uncaptured();
            }
#pragma warning disable CA1031 // Every resource is to be disposed, whatever the one before did.
            catch (Exception error)
#pragma warning restore CA1031
            {
                ActorLog.ExitResourceFailed(logger, error);
                errors.Add(error);
            }
        }

        return errors;
    }

    private IAsyncDisposable? Pop()
    {
        lock (_gate)
        {
            if (_resources.TryPop(out IAsyncDisposable? resource))
            {
                return resource;
            }

            _isClosed = true;
            return null;
        }
    }
}
