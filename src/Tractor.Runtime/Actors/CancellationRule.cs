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
        RemoteActorException passedOn => scope.IsCancelRequested && FollowsCancelBy(scope.Identity.ToString(), passedOn.Error),
        _ => false,
    };

    // All are asked to end at the same time: who talks to another may hear of its end first, and pass that on as an error.
    private static bool FollowsCancelBy(string self, RemoteError error) => error.Members.Count > 0
        ? error.Members.All(member => FollowsCancelBy(self, member))
        : (error.Is<ContextCancelledException>() || error.Is<PeerLostException>()) && ErrorFacts.ListHas(error.Data, ErrorFacts.CancellationPath, self);
}
