using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>The callee's side of one dialog; generated code hands it to the context that the endpoint takes.</summary>
/// <typeparam name="TStarted">The first value.</typeparam>
/// <typeparam name="TIn">The items that the endpoint receives.</typeparam>
/// <typeparam name="TOut">The items that the endpoint sends.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EndpointSession<TStarted, TIn, TOut>
{
    private protected EndpointSession()
    {
    }

    /// <summary>The dialog's token.</summary>
    public abstract CancellationToken CancellationToken { get; }
}
