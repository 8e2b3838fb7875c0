using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>The callee's side of one dialog; generated code hands it to the context that the endpoint takes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EndpointSession<TStarted, TIn, TOut>
{
    /// <summary>The dialog's token.</summary>
    public abstract CancellationToken CancellationToken { get; }
}
