namespace Tractor.Scopes;

/// <summary>The tokens from outside that cancel a scope.</summary>
internal sealed class TokenLinks
{
    private readonly Lock _gate = new();
    private volatile TokenLink? _last;
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
                _last = new TokenLink(_last, link, token);
                return;
            }
        }

        link.Unregister();
    }

    /// <summary>The linked token that has fired, if one has.</summary>
    public CancellationToken? Fired()
    {
        CancellationToken? fired = null;
        for (TokenLink? link = _last; link is not null; link = link.Before)
        {
            fired = link.Token.IsCancellationRequested ? link.Token : fired;
        }

        return fired;
    }

    /// <summary>Lets go of the tokens; does not wait for a callback under way.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            for (TokenLink? link = _last; link is not null; link = link.Before)
            {
                link.Registration.Unregister();
            }
        }
    }

    // A list of its own, since one of the framework's over this type would be compiled at run time in every process.
    private sealed record TokenLink(TokenLink? Before, CancellationTokenRegistration Registration, CancellationToken Token);
}
