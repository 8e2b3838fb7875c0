using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Scopes;

namespace Tractor.Portals;

/// <summary>
/// Hears of the cancellation of the scopes that own dialogs on one link, so that every awaited call observes its
/// owner (api: token passed or not) without a registration a call.
/// </summary>
internal sealed class OwnerWatch(Link link)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Scope, IDisposable> _subscriptions = [];

    public void Watch(Scope owner)
    {
        lock (_gate)
        {
            if (_subscriptions.ContainsKey(owner))
            {
                return;
            }

            Forget();
            _subscriptions.Add(owner, owner.OnCancel(cause => OnCancelled(owner, cause)));
        }
    }

    // Scopes that ended need no watching; who outlives many of them must not collect them.
    private void Forget()
    {
        foreach (Scope ended in _subscriptions.Keys.Where(scope => scope.IsEnded).ToArray())
        {
            _subscriptions[ended].Dispose();
            _subscriptions.Remove(ended);
        }
    }

    private void OnCancelled(Scope owner, Cancellation cause)
    {
        foreach (Dialog dialog in link.Dialogs.Snapshot())
        {
            if (dialog is OpenerDialog opener && opener.Owner == owner)
            {
                opener.OnOwnerCancelled(cause);
            }
        }
    }
}
