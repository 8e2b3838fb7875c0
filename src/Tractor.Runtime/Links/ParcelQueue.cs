using System.Diagnostics.CodeAnalysis;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// The large messages that wait to be sent. They send a part each in turn, as many of them at a time as a peer takes; those
/// of one dialog go one after the other, and what else that dialog sends goes behind them. Under the outgoing queue's lock.
/// </summary>
internal sealed class ParcelQueue
{
    private readonly Dictionary<ulong, Parcel> _byDialog = [];
    private readonly Queue<Parcel> _turns = new();
    private readonly Queue<Parcel> _waiting = new();
    private Parcel? _current;
    private int _inTurn;

    public bool IsEmpty => _byDialog.Count == 0;

    /// <summary>The bytes that have not left.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a message, behind what its dialog has here.</summary>
    public void Add(Parcel parcel)
    {
        Bytes += parcel.Left;
        if (TryFindBefore(parcel.Kind, parcel.Dialog, out Parcel? last))
        {
            last.Next = parcel;
        }
        else
        {
            Enter(parcel);
        }
    }

    /// <summary>
    /// The message behind which a frame has to wait. What does not depend on the order of messages passes them, except for
    /// the one by which the peer gets to know the dialog, or its items.
    /// </summary>
    public bool TryFindBefore(FrameKind kind, ulong dialog, [NotNullWhen(true)] out Parcel? last)
    {
        last = null;
        if (kind is < FrameKind.Start or > FrameKind.Overrun
            || !_byDialog.TryGetValue(dialog, out last)
            || (kind > FrameKind.Error && last.Kind is not (FrameKind.Start or FrameKind.Started)))
        {
            return false;
        }

        while (last.Next is { } next)
        {
            last = next;
        }

        return true;
    }

    /// <summary>Takes the next part, with its header behind what <paramref name="head"/> has; empty when there is none.</summary>
    public ReadOnlyMemory<byte> TakePart(FrameBuffer head)
    {
        while (TryTakeTurn(out Parcel? parcel))
        {
            if (parcel.IsGivenUp)
            {
                _inTurn--;
                continue;
            }

            long before = parcel.Left;
            ReadOnlyMemory<byte> part = parcel.TakePart(head);
            Bytes -= before - parcel.Left;
            _current = parcel;
            return part;
        }

        return default;
    }

    /// <summary>The part that was taken has left. Was it its message's last, then what waited behind goes to <paramref name="pending"/>.</summary>
    public void EndPart(FrameBuffer pending)
    {
        if (_current is not { } parcel)
        {
            return;
        }

        _current = null;
        if (!parcel.IsDone)
        {
            _turns.Enqueue(parcel);
            return;
        }

        _inTurn--;
        if (!parcel.IsGivenUp)
        {
            _byDialog.Remove(parcel.Dialog);
            pending.AppendFrames(parcel.Behind.Written.Span);
            if (parcel.Next is { } next)
            {
                Enter(next);
            }
        }

        parcel.Release();
    }

    /// <summary>
    /// Gives up what a dialog has here. The peer is told by a frame in <paramref name="pending"/> if it has got a part.
    /// </summary>
    public void GiveUp(ulong dialog, FrameBuffer pending)
    {
        if (!_byDialog.Remove(dialog, out Parcel? first))
        {
            return;
        }

        if (first.IsBegun)
        {
            pending.AppendHead(new FrameHeader(0, first.Kind, FrameFlags.Void, dialog), default);
        }

        for (Parcel? parcel = first; parcel is not null; parcel = parcel.Next)
        {
            Bytes -= parcel.Left;
            parcel.GiveUp();
            ReleaseUnlessSent(parcel);
        }
    }

    /// <summary>Drops all. A part that is being sent keeps its memory until <see cref="EndPart"/>.</summary>
    public void Clear()
    {
        if (_byDialog.Count > 0)
        {
            GiveUpAll();
        }

        _turns.Clear();
        _waiting.Clear();
        Bytes = 0;
    }

    // A method of its own: the enumeration is compiled at run time, and most connections end without any.
    private void GiveUpAll()
    {
        foreach (Parcel first in _byDialog.Values)
        {
            for (Parcel? parcel = first; parcel is not null; parcel = parcel.Next)
            {
                parcel.GiveUp();
                ReleaseUnlessSent(parcel);
            }
        }

        _byDialog.Clear();
    }

    private void ReleaseUnlessSent(Parcel parcel)
    {
        if (parcel != _current)
        {
            parcel.Release();
        }
    }

    private void Enter(Parcel parcel)
    {
        _byDialog.Add(parcel.Dialog, parcel);
        _waiting.Enqueue(parcel);
    }

    private bool TryTakeTurn([NotNullWhen(true)] out Parcel? parcel)
    {
        while (_inTurn < FrameLimits.Unfinished && _waiting.TryDequeue(out Parcel? next))
        {
            _turns.Enqueue(next);
            _inTurn++;
        }

        return _turns.TryDequeue(out parcel);
    }
}
