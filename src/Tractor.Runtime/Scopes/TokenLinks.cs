namespace Tractor.Scopes;

/// <summary>The tokens from outside that cancel a scope.</summary>
internal sealed class TokenLinks
{
    private readonly Lock _gate = new();
    private volatile List<TokenLink>? _links;
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
                (_links ??= []).Add(new TokenLink(link, token));
                return;
            }
        }

        link.Unregister();
    }

    /// <summary>The linked token that has fired, if one has.</summary>
    public CancellationToken? Fired() => _links is { } links ? FindFired(links) : null;

    private CancellationToken? FindFired(List<TokenLink> links)
    {
        lock (_gate)
        {
            foreach (TokenLink link in links)
            {
                if (link.Token.IsCancellationRequested)
                {
                    return link.Token;
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
            foreach (TokenLink link in _links ?? [])
            {
                link.Registration.Unregister();
            }
        }
    }

    // A class: lists of values that the framework does not know are compiled at run time.
    private sealed record TokenLink(CancellationTokenRegistration Registration, CancellationToken Token);
}
