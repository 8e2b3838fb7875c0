using Tractor.Errors;
using Tractor.Scopes;

namespace Tractor.Actors;

/// <summary>
/// Which errors are nothing but a cancellation: those that were asked for on the dialog itself and acknowledged, and, while
/// the scope is being cancelled, what the cancel by this actor, or its signal, has led to (NUR-14).
/// </summary>
internal static class CancellationRule
{
    public static bool IsCancellation(Exception error, Scope scope) => error switch
    {
        ContextCancelledException { IsAbsorbed: true } => true,
        ContextCancelledException cancelled => scope.IsCancelRequested && cancelled.FollowsCancelBy(scope.Identity),
        RemoteActorException passedOn => scope.IsCancelRequested && FollowsCancelOf(scope, passedOn.Error),
        _ => false,
    };

    // All are asked to end at the same time: who talks to another may hear of its end first, and pass that on as an error.
    private static bool FollowsCancelOf(Scope scope, RemoteError error) => error.Members.Count > 0
        ? error.Members.All(member => FollowsCancelOf(scope, member))
        : (error.Is<ContextCancelledException>() || error.Is<PeerLostException>())
            && ErrorFacts.ListHas(error.Data, ErrorFacts.CancellationPath, scope.Identity.ToString())
            && (!IsAskedFor(error) || IsAskedFor(scope));

    // An actor or a dialog that this actor cancelled by name did not end by the cancel of a scope that failed.
    private static bool IsAskedFor(RemoteError error) =>
        error.Data.TryGetValue(ErrorFacts.CancellationReason, out string? reason) && reason == nameof(CancelReason.Explicit);

    private static bool IsAskedFor(Scope? scope)
    {
        while (scope is not null && scope.Cause?.Reason != CancelReason.Explicit)
        {
            scope = scope.Parent;
        }

        return scope is not null;
    }
}
