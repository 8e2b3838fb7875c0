namespace Tractor;

/// <summary>The opener's handle of a dialog.</summary>
public sealed class RemoteContext<TStarted, TReceive, TSend, TResult> : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
