namespace Tractor.Scopes;

/// <summary>One internal party that hears of a cancellation; disposing it does not wait for a call under way.</summary>
internal sealed class CancelSubscription : IDisposable
{
    private readonly CancelSignal _signal;
    private Action<Cancellation>? _subscriber;

    public CancelSubscription(CancelSignal signal, Action<Cancellation> subscriber)
    {
        _signal = signal;
        _subscriber = subscriber;
    }

    /// <summary>Its place in the signal's list; touched under the signal's lock only.</summary>
    internal LinkedListNode<CancelSubscription>? Node { get; set; }

    public void Invoke(Cancellation cause) => Interlocked.Exchange(ref _subscriber, null)?.Invoke(cause);

    public void Dispose()
    {
        Interlocked.Exchange(ref _subscriber, null);
        _signal.Remove(this);
    }
}
