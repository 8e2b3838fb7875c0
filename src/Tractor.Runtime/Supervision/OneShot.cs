using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Supervision;

/// <summary>One call in an actor of its own.</summary>
internal sealed class OneShot<T>(Supervisor supervisor, Scope scope, string name, EndpointTable endpoints, ActorOptions options)
{
    private readonly TaskCompletionSource<T> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => _result.Task;

    /// <summary>Starts the actor, makes the call, and ends the actor. Its failure is also the nursery's.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task RunAsync(Func<Portal, Task<T>> call, CancellationToken cancellationToken)
    {
        // A scope of its own, so that the token cancels this call and nothing else. It owns the portal: what dialogs leave
        // unobserved fails the nursery as with any other portal, and the call with it.
        Scope own = new(scope, scope.Identity, scope.Time) { SharesFailures = true };
        own.LinkTo(cancellationToken);
        Exception? thrown = null;
        try
        {
            ChildActor child = await supervisor.StartAsync($"RunInActorAsync(\"{name}\")", name, endpoints, options, cancellationToken).Uncaptured();
            try
            {
                T value = await call(child.Peer!.PortalFor(own)).Uncaptured();
                if (own.Failure() is null)
                {
                    // Asked to end before anybody hears of the result: who calls once more comes too late (SPN-07).
                    Task ending = EndAsync(child);
                    _result.TrySetResult(value);
                    await ending.Uncaptured();
                }
            }
            catch (Exception error)
            {
                // At once, since the end of the actor may take its time.
                own.Report(error);
                throw;
            }
            finally
            {
                await EndAsync(child).Uncaptured();
            }
        }
#pragma warning disable CA1031 // It is the nursery's, unless it is nothing but a cancellation.
        catch (Exception error)
#pragma warning restore CA1031
        {
            own.Report(error);
            thrown = error;
        }

        own.Close();
        if ((own.Failure() ?? thrown) is { } failure)
        {
            Fail(failure);
        }
    }

    private void Fail(Exception failure)
    {
        if (failure is OperationCanceledException cancelled)
        {
            _result.TrySetCanceled(cancelled.CancellationToken);
            return;
        }

        _result.TrySetException(failure);

        // The nursery reports it; nobody has to await the task as well.
        _ = _result.Task.Exception;
    }

    private Task EndAsync(ChildActor child) => supervisor.EndAsync(child, CancelReason.ParentEnded, "its one call is done");
}
