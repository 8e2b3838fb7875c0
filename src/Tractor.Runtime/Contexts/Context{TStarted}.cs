using System.ComponentModel;
using Tractor.CompilerServices;
using Tractor.Contexts;

namespace Tractor;

/// <summary>A dialog as its endpoint sees it, with a first value and without items.</summary>
/// <typeparam name="TStarted">The first value.</typeparam>
public sealed class Context<TStarted> : EndpointContext
{
    private readonly ISessionOwner<TStarted> _owner;

    /// <summary>Called by generated code.</summary>
    /// <param name="session">The dialog.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<TStarted, Nothing, Nothing> session)
        : this(DialogSession<TStarted, Nothing, Nothing>.Of(session).Owner)
    {
    }

    private Context(ISessionOwner<TStarted> owner)
        : base(owner.Scope, owner.Self, owner.Caller, owner.EndpointName, owner.DialogId) => _owner = owner;

    /// <summary>Hands over the first value: the opener's <c>OpenXAsync</c> returns. To be called exactly once, before the endpoint returns.</summary>
    /// <param name="value">The first value.</param>
    /// <exception cref="InvalidOperationException">It was called before (CTX-07).</exception>
    /// <exception cref="OperationCanceledException">The dialog is cancelled.</exception>
    /// <exception cref="PayloadException">The value cannot be encoded (MSG-02).</exception>
    public Task StartedAsync(TStarted value) => _owner.SendStartedAsync(value).AsTask();
}
