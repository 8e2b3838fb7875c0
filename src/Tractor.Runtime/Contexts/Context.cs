using System.ComponentModel;
using Tractor.CompilerServices;
using Tractor.Contexts;

namespace Tractor;

/// <summary>A dialog as its endpoint sees it, without a first value and without items.</summary>
public sealed class Context : EndpointContext
{
    private readonly ISessionOwner<Nothing> _owner;

    /// <summary>Called by generated code.</summary>
    /// <param name="session">The dialog.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<Nothing, Nothing, Nothing> session)
        : this(DialogSession<Nothing, Nothing, Nothing>.Of(session).Owner)
    {
    }

    private Context(ISessionOwner<Nothing> owner)
        : base(owner.Scope, owner.Self, owner.Caller, owner.EndpointName, owner.DialogId) => _owner = owner;

    /// <summary>Lets the opener go on: its <c>OpenXAsync</c> returns. To be called exactly once, before the endpoint returns.</summary>
    /// <exception cref="InvalidOperationException">It was called before (CTX-07).</exception>
    /// <exception cref="OperationCanceledException">The dialog is cancelled.</exception>
    public Task StartedAsync() => _owner.SendStartedAsync(default).AsTask();
}
