using Tractor.CompilerServices;

namespace Tractor.Contexts;

/// <summary>The callee's side of one dialog.</summary>
internal sealed class DialogSession<TStarted, TIn, TOut>(ISessionOwner<TStarted> owner) : EndpointSession<TStarted, TIn, TOut>
{
    public ISessionOwner<TStarted> Owner { get; } = owner;

    public override CancellationToken CancellationToken => Owner.Scope.Token;

    public static DialogSession<TStarted, TIn, TOut> Of(EndpointSession<TStarted, TIn, TOut> session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (DialogSession<TStarted, TIn, TOut>)session;
    }
}
