using Tractor.Scopes;

namespace Tractor;

/// <summary>What every kind of context offers its endpoint. Members are thread-safe.</summary>
public abstract class EndpointContext
{
    private readonly Scope _scope;
    private readonly ActorId _self;

    private protected EndpointContext(Scope scope, ActorId self, ActorId caller, string endpoint, ulong dialogId)
    {
        _scope = scope;
        _self = self;
        Caller = caller;
        Endpoint = endpoint;
        DialogId = dialogId;
    }

    /// <summary>
    /// Fires when the opener cancels the dialog, when this actor is to end, and when the opener's actor is lost
    /// (CAN-19). <see cref="Cancellation"/> says which.
    /// </summary>
    public CancellationToken CancellationToken => _scope.Token;

    /// <summary>Who cancelled this dialog, why and by which path; null as long as nobody did.</summary>
    public Cancellation? Cancellation => _scope.Cause;

    /// <summary>The actor that opened the dialog.</summary>
    public ActorId Caller { get; }

    /// <summary>The endpoint's name.</summary>
    public string Endpoint { get; }

    /// <summary>The dialog's id on its connection (CTX-33).</summary>
    public ulong DialogId { get; }

    /// <summary>
    /// Cancels this endpoint's own task: its token fires, and once it ended the opener gets a
    /// <see cref="ContextCancelledException"/> whose canceller is this actor (CTX-15). Returns when the request was made.
    /// </summary>
    public Task CancelAsync()
    {
        _scope.Cancel(new Cancellation(_self, CancelReason.Explicit, [_self], "the endpoint cancelled itself") { OriginTask = Endpoint });
        return Task.CompletedTask;
    }
}
