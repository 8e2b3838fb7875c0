namespace Tractor.Scopes;

/// <summary>The tokens from outside that cancel a scope.</summary>
internal sealed class TokenLinks
{
    private readonly Lock _gate = new();
    private readonly List<(CancellationToken Token, CancellationTokenRegistration Registration)> _links = [];
    private volatile bool _hasLinks;
    private bool _closed;

    /// <summary>Calls <paramref name="onCancel"/> when the token fires, until closed.</summary>
    public void Link(Action onCancel, CancellationToken token)
    {
        if (!token.CanBeCanceled)
        {
            return;
        }

        // Outside of the lock: a token that has fired calls at once.
        CancellationTokenRegistration link = token.UnsafeRegister(static state => ((Action)state!)(), onCancel);
        lock (_gate)
        {
            if (!_closed)
            {
                _links.Add((token, link));
                _hasLinks = true;
                return;
            }
        }

        link.Unregister();
    }

    /// <summary>The linked token that has fired, if one has.</summary>
    public CancellationToken? Fired() => _hasLinks ? FindFired() : null;

    private CancellationToken? FindFired()
    {
        lock (_gate)
        {
            foreach ((CancellationToken token, _) in _links)
            {
                if (token.IsCancellationRequested)
                {
                    return token;
                }
            }

            return null;
        }
    }

    /// <summary>Lets go of the tokens; does not wait for a callback under way.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach ((_, CancellationTokenRegistration link) in _links)
            {
                link.Unregister();
            }
        }
    }
}
