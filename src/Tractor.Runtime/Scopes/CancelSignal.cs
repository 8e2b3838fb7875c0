namespace Tractor.Scopes;

/// <summary>The one-time fact that a scope is to be cancelled, and the internal parties that hear of it at once.</summary>
internal sealed class CancelSignal
{
    private readonly Lock _gate = new();
    private readonly LinkedList<CancelSubscription> _subscribers = new();
    private volatile Cancellation? _cause;
    private volatile bool _fromOutside;

    /// <summary>Who asked first and why; null as long as nobody did.</summary>
    public Cancellation? Cause => _cause;

    /// <summary>Whether the first request came from outside of the scope.</summary>
    public bool FromOutside => _fromOutside;

    /// <summary>How many are subscribed and have not been called.</summary>
    public int SubscriberCount
    {
        get
        {
            lock (_gate)
            {
                return _subscribers.Count;
            }
        }
    }

    /// <summary>Notes the request; false if there was one before.</summary>
    public bool TryMark(Cancellation cause, bool fromOutside)
    {
        lock (_gate)
        {
            if (_cause is not null)
            {
                return false;
            }

            _fromOutside = fromOutside;
            _cause = cause;
            return true;
        }
    }

    /// <summary>Calls <paramref name="subscriber"/> once: when marked, or now if that has been.</summary>
    public IDisposable Subscribe(Action<Cancellation> subscriber)
    {
        var subscription = new CancelSubscription(this, subscriber);
        lock (_gate)
        {
            if (_cause is null)
            {
                subscription.Node = _subscribers.AddLast(subscription);
                return subscription;
            }
        }

        subscriber(_cause);
        return subscription;
    }

    /// <summary>Calls the subscribers in the order in which they came; the errors they threw come back.</summary>
    public List<Exception>? Notify()
    {
        CancelSubscription[] subscribers = TakeAll();
        List<Exception>? errors = null;
        foreach (CancelSubscription subscription in subscribers)
        {
            try
            {
                subscription.Invoke(_cause!);
            }
#pragma warning disable CA1031 // The others have to hear of it whatever one does; the error is reported.
            catch (Exception error)
#pragma warning restore CA1031
            {
                (errors ??= []).Add(error);
            }
        }

        return errors;
    }

    /// <summary>Takes one subscriber off the list.</summary>
    public void Remove(CancelSubscription subscription)
    {
        lock (_gate)
        {
            if (subscription.Node is { List: not null } node)
            {
                _subscribers.Remove(node);
            }
        }
    }

    private CancelSubscription[] TakeAll()
    {
        lock (_gate)
        {
            CancelSubscription[] all = [.. _subscribers];
            _subscribers.Clear();
            return all;
        }
    }
}
