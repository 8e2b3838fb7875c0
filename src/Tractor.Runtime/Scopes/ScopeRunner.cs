using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Scopes;

/// <summary>Runs a delegate as the body of a scope, to the end of all that it started.</summary>
internal static class ScopeRunner
{
    /// <summary>A scope below the flow's current one, in the name of that one's actor.</summary>
    public static Scope Open(TimeProvider? time = null, bool shield = false)
    {
        Scope? parent = Scope.Current;
        return new Scope(parent, parent?.Identity ?? AmbientIdentity.Current, time ?? parent?.Time ?? TimeProvider.System, shield);
    }

    /// <summary>
    /// Runs the body, hands what it threw to <paramref name="onError"/>, waits for the scope's work and ends the scope.
    /// The scope above waits for it too, awaited or not.
    /// </summary>
    /// <returns>Whether the body ran to its end.</returns>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<bool> RunAsync(Scope scope, Func<Task> body, Func<Exception, bool> onError)
    {
        using WorkHold? hold = scope.Parent?.TryHold();
        WorkHold own = scope.Hold();
        bool completed = false;
        try
        {
            await scope.EnterAsync(body).Uncaptured();
            completed = true;
        }
#pragma warning disable CA1031 // It is thrown again when all work has ended.
        catch (Exception error)
#pragma warning restore CA1031
        {
            onError(error);
        }
        finally
        {
            own.Dispose();
        }

        await scope.EndAsync().Uncaptured();
        return completed;
    }
}
