using System.Diagnostics.CodeAnalysis;
using Tractor.AsyncMethods;
using Tractor.Links;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>
/// Who holds an actor for debugging: itself, or somebody below it. As long as anybody does, it ends none of its children
/// by force, and neither does its parent, which is told (CAN-11).
/// </summary>
internal sealed class DebugHolds(EndClock clock, bool isParentTold)
{
    private readonly Lock _gate = new();
    private readonly List<DebugHold> _held = [];
    private Link? _parent;
    private bool _isTold = isParentTold;
    private bool _isTelling;

    /// <summary>Those that hold it now; each once.</summary>
    public IReadOnlyList<ActorId> Holders
    {
        get
        {
            lock (_gate)
            {
                return [.. _held.Select(static hold => hold.Holder).Distinct()];
            }
        }
    }

    public bool IsHeld
    {
        get
        {
            lock (_gate)
            {
                return _held.Count > 0;
            }
        }
    }

    /// <summary>A hold of that actor, which has not begun.</summary>
    public DebugHold Open(ActorId holder) => new(this, holder);

    /// <summary>Who is to be told from now on.</summary>
    public void TellTo(Link parent)
    {
        lock (_gate)
        {
            _parent = parent;
        }

        TellIfNew();
    }

    internal void Set(DebugHold hold, bool isHeld, bool isLast)
    {
        lock (_gate)
        {
            if (hold.IsDisposed)
            {
                return;
            }

            hold.IsDisposed = isLast;
            _held.Remove(hold);
            if (isHeld)
            {
                _held.Add(hold);
                clock.Stop();
            }
            else if (_held.Count == 0)
            {
                clock.Begin();
            }
        }

        TellIfNew();
    }

    // Owned by the link to the parent, with which it ends.
    private void TellIfNew()
    {
        if (TryTakeNews(out Link? parent, out bool isHeld))
        {
            _ = TellAsync(parent, isHeld);
        }
    }

    // One frame is under way at a time: a child that changes its mind without end does not fill the queue to the parent.
    private async Task TellAsync(Link parent, bool isHeld)
    {
        do
        {
            parent.Send(isHeld ? FrameKind.DebugHeld : FrameKind.DebugReleased, 0);
            await parent.Outgoing.FlushAsync().Uncaptured();
            lock (_gate)
            {
                _isTelling = false;
            }
        }
        while (TryTakeNews(out _, out isHeld));
    }

    private bool TryTakeNews([NotNullWhen(true)] out Link? parent, out bool isHeld)
    {
        lock (_gate)
        {
            parent = _parent;
            isHeld = _held.Count > 0;
            bool isNews = parent is not null && !_isTelling && isHeld != _isTold;
            _isTelling |= isNews;
            _isTold = isNews ? isHeld : _isTold;
            return isNews;
        }
    }
}
