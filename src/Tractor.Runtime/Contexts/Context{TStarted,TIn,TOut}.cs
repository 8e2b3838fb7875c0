using System.ComponentModel;
using Tractor.CompilerServices;
using Tractor.Contexts;

namespace Tractor;

/// <summary>A dialog as its endpoint sees it, with a first value and items both ways.</summary>
/// <typeparam name="TStarted">The first value.</typeparam>
/// <typeparam name="TIn">The items that the endpoint receives.</typeparam>
/// <typeparam name="TOut">The items that the endpoint sends.</typeparam>
public sealed class Context<TStarted, TIn, TOut> : EndpointContext
{
    private readonly ISessionOwner<TStarted> _owner;

    /// <summary>Called by generated code.</summary>
    /// <param name="session">The dialog.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<TStarted, TIn, TOut> session)
        : this(DialogSession<TStarted, TIn, TOut>.Of(session).Owner)
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

    /// <summary>Opens the stream of items, once, after <see cref="StartedAsync"/>.</summary>
    /// <param name="options">How items are received here; the actor's limits if null.</param>
    /// <exception cref="InvalidOperationException"><see cref="StartedAsync"/> was not called yet (CTX-07), or the stream was opened before (STR-23).</exception>
    public MsgStream<TIn, TOut> OpenStream(StreamOptions? options = null) => _owner.OpenStream<TIn, TOut>(options);

    /// <summary>
    /// Opens the stream of items, once, and closes it behind <paramref name="body"/>. The stream's end may leave the body
    /// as the <see cref="StreamClosedException"/> of a receive: it is no error (STR-04). Everything else that the body
    /// throws passes.
    /// </summary>
    /// <param name="body">Uses the stream.</param>
    /// <param name="options">How items are received here; the actor's limits if null.</param>
    /// <inheritdoc cref="OpenStream" path="/exception"/>
    public Task OpenStreamAsync(Func<MsgStream<TIn, TOut>, Task> body, StreamOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        return OpenStream(options).RunAsync(body);
    }
}
