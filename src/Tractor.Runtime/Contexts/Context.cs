using System.ComponentModel;
using Tractor.CompilerServices;

namespace Tractor;

/// <summary>A dialog as its endpoint sees it, without a first value and items.</summary>
public sealed class Context
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<Nothing, Nothing, Nothing> session) => throw new NotImplementedException();
}

/// <summary>A dialog as its endpoint sees it, with a first value.</summary>
public sealed class Context<TStarted>
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<TStarted, Nothing, Nothing> session) => throw new NotImplementedException();
}

/// <summary>A dialog as its endpoint sees it, with a first value and items both ways.</summary>
public sealed class Context<TStarted, TIn, TOut>
{
    /// <summary>Called by generated code.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public Context(EndpointSession<TStarted, TIn, TOut> session) => throw new NotImplementedException();
}
