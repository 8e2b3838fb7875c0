using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Logging;
using Tractor.Scopes;
using Tractor.Spawning;

namespace Tractor.Hosting;

/// <summary>Starts the root of a tree, runs its body, and ends with it.</summary>
internal static class RootActor
{
    /// <summary>Runs <paramref name="body"/> in the actor of the calling flow, or in a new root if there is none.</summary>
    public static Task RunAsync(Func<Actor, Task> body, ActorRuntimeOptions? options, CancellationToken cancellationToken)
    {
        if (ActorFlow.Current?.Actor is { } current)
        {
            return body(current);
        }

        return ChildTakeover.IsChildProcess
            ? body(ActorsInProcess.Get("ActorNursery.RunAsync"))
            : RunNewAsync(body, options ?? new ActorRuntimeOptions(), cancellationToken);
    }

    /// <summary>Runs <paramref name="body"/> in a new root.</summary>
    /// <exception cref="RootActorException">The calling flow is an actor's already, or this process should have become a child.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task RunNewAsync(Func<Actor, Task> body, ActorRuntimeOptions options, CancellationToken cancellationToken)
    {
        RefuseWhereNoRootMayBe();
        Identity.ActorName.Validate(options.Name);
        cancellationToken.ThrowIfCancellationRequested();

        // A scope that the root is opened in cancels it and waits for it, as it would any task (NUR-09, NUR-18).
        Scope? around = Scope.Current;
        using WorkHold? hold = around?.TryHold();
        Actor actor = new(SetupOf(options), around);
        using RootSignals? signals = options.HandleSignals ? RootSignals.Register(actor) : null;
        actor.Scope.LinkTo(cancellationToken);
        ActorLog.Started(actor.Logger, actor.Id);
        bool wasCancelled;
        try
        {
            await RunBodyAsync(actor, body).Uncaptured();
        }
        finally
        {
            wasCancelled = actor.Scope.IsCancelRequested;
            await actor.DisposeAsync().Uncaptured();
        }

        Cancellation? signal = signals?.Close();
        if (actor.Scope.Failure() is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        if (wasCancelled)
        {
            throw actor.Scope.Cancelled();
        }

        if (signal is not null)
        {
            throw new OperationCanceledException($"The operation was {signal}.", actor.Scope.Token);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task RunBodyAsync(Actor actor, Func<Actor, Task> body)
    {
        ActorFlow.Current = new ActorFlow(actor);
        try
        {
            await actor.Scope.EnterAsync(() => body(actor)).Uncaptured();
        }
#pragma warning disable CA1031 // Rethrown by the caller, when everything below has ended.
        catch (Exception error)
#pragma warning restore CA1031
        {
            actor.Scope.Record(error);
        }
    }

    private static void RefuseWhereNoRootMayBe()
    {
        if (ActorFlow.Current?.Actor is { } running)
        {
            throw RootActorException.AlreadyRunning(running.Id);
        }

        // A child that was not taken over would run the user's Main again, and its children too, without end.
        if (Environment.GetEnvironmentVariable(ChildSpec.Variable) is { Length: > 0 } text)
        {
            throw RootActorException.NotTakenOver(ChildSpec.NameIn(text));
        }
    }

    private static ActorSetup SetupOf(ActorRuntimeOptions options)
    {
        ActorId id = new(options.Name, Guid.NewGuid(), Environment.ProcessId);
        return new ActorSetup
        {
            Id = id,
            Root = id,
            TreeSecret = Credentials.Create(),
            Transport = TransportRule.ForRoot(options),
            Endpoints = options.Endpoints,
            Limits = options.Limits,
            Spawning = options.Spawning,
            LogLevel = options.LogLevel,
            DebugMode = options.DebugMode,
            LoggerFactory = options.LoggerFactory ?? SilentLogger.Instance,
        };
    }
}
