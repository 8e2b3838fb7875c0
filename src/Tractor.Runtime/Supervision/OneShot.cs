using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
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
        // A scope of its own, so that the token cancels this call and nothing else.
        Scope own = new(scope, scope.Identity, scope.Time);
        own.LinkTo(cancellationToken);
        try
        {
            ChildActor child = await supervisor.StartAsync($"RunInActorAsync(\"{name}\")", name, endpoints, options, cancellationToken).Uncaptured();
            try
            {
                T value = await call(child.Peer!.PortalFor(own)).Uncaptured();
                Rethrow(own.Failure());

                // Asked to end before anybody hears of the result: who calls once more comes too late (SPN-07).
                Task ending = EndAsync(child);
                _result.TrySetResult(value);
                await ending.Uncaptured();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // At once, since the end of the actor may take its time.
                scope.Report(error);
                throw;
            }
            finally
            {
                await EndAsync(child).Uncaptured();
            }
        }
        catch (OperationCanceledException error)
        {
            _result.TrySetCanceled(error.CancellationToken);
            if (scope.IsCancelRequested || !cancellationToken.IsCancellationRequested)
            {
                throw;
            }
        }
        catch (Exception error)
        {
            _result.TrySetException(error);

            // The nursery reports it; nobody has to await the task as well.
            _ = _result.Task.Exception;
            throw;
        }
        finally
        {
            own.Close();
        }
    }

    private Task EndAsync(ChildActor child) => supervisor.EndAsync(child, CancelReason.ParentEnded, "its one call is done");

    // What a dialog of the call left unobserved.
    private static void Rethrow(Exception? failure)
    {
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
