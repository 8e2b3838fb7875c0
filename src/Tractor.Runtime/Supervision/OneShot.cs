using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>One call in an actor of its own.</summary>
internal sealed class OneShot<T>(Supervisor supervisor, Scope scope, string name, EndpointTable endpoints, ActorOptions options)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    /// <summary>Starts the actor, makes the call, and ends the actor. Its failure is also the nursery's.</summary>
    public async Task RunAsync(Func<Portal, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            ChildActor child = await supervisor.StartAsync($"RunInActorAsync(\"{name}\")", name, endpoints, options, cancellationToken).ConfigureAwait(false);
            try
            {
                T value = await call(child.Peer!.PortalFor(scope)).ConfigureAwait(false);
                _result.TrySetResult(value);
            }
            finally
            {
                await supervisor.EndAsync(child, CancelReason.ParentEnded, "its one call is done").ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException error)
        {
            _result.TrySetCanceled(error.CancellationToken);
            throw;
        }
        catch (Exception error)
        {
            _result.TrySetException(error);

            // The nursery reports it; nobody has to await the task as well.
            _ = _result.Task.Exception;
            throw;
        }
    }
}
