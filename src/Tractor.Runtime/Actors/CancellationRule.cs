using Tractor.Scopes;

namespace Tractor.Actors;

/// <summary>
/// Which cancellations of dialogs are no errors of a scope: those that were asked for on the dialog itself and
/// acknowledged, and those by this actor, or by its signal, while the scope is being cancelled (NUR-14).
/// </summary>
internal static class CancellationRule
{
    public static bool IsCancellation(Exception error, Scope scope) =>
        error is ContextCancelledException cancelled
        && (cancelled.IsAbsorbed || (scope.IsCancelRequested && cancelled.FollowsCancelBy(scope.Identity)));
}
