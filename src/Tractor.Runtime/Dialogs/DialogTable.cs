namespace Tractor.Dialogs;

/// <summary>The _dialogs of one connection, by id. The lowest bit of an id tells which side opened it.</summary>
internal sealed class DialogTable(bool isConnector)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Dialog> _dialogs = [];
    private ulong _next = isConnector ? 1UL : 2UL;
    private int _openedByPeer;
    private ulong _lastOfPeer;
    private long _argumentBytes;
    private Exception? _loss;

    /// <summary>How many _dialogs the peer has open here.</summary>
    public int OpenedByPeer => Volatile.Read(ref _openedByPeer);

    /// <summary>How many bytes the arguments of those have together.</summary>
    public long ArgumentBytes => Volatile.Read(ref _argumentBytes);

    /// <summary>Whether a dialog with this id is opened by the peer.</summary>
    public bool IsPeers(ulong id) => (id & 1) == (isConnector ? 0UL : 1UL);

    /// <summary>Gives a dialog of ours its id. Returns the cause when the connection is gone already.</summary>
    public Exception? Open(Dialog dialog)
    {
        lock (_gate)
        {
            if (_loss is null)
            {
                dialog.Id = _next;
                _next += 2;
                _dialogs.Add(dialog.Id, dialog);
            }

            return _loss;
        }
    }

    /// <summary>Enters a dialog that the peer opened. False when its id is taken or the connection is gone.</summary>
    public bool TryAccept(Dialog dialog)
    {
        lock (_gate)
        {
            if (_loss is not null || !_dialogs.TryAdd(dialog.Id, dialog))
            {
                return false;
            }

            _openedByPeer++;
            _lastOfPeer = Math.Max(_lastOfPeer, dialog.Id);
            _argumentBytes += dialog.ArgumentBytes;
            return true;
        }
    }

    /// <summary>Whether there is or was a dialog with this id.</summary>
    public bool WasOpened(ulong id)
    {
        lock (_gate)
        {
            return id != 0 && (IsPeers(id) ? id <= _lastOfPeer : id < _next);
        }
    }

    public Dialog? Find(ulong id)
    {
        lock (_gate)
        {
            return FindLocked(id);
        }
    }

    /// <summary>Finds the dialog that a last frame is for. One of our own is over by it and leaves the table.</summary>
    public Dialog? Take(ulong id)
    {
        lock (_gate)
        {
            return IsPeers(id) || !_dialogs.Remove(id, out Dialog? dialog) ? FindLocked(id) : dialog;
        }
    }

    public void Remove(Dialog dialog)
    {
        lock (_gate)
        {
            if (_dialogs.Remove(dialog.Id) && IsPeers(dialog.Id))
            {
                _openedByPeer--;
                _argumentBytes -= dialog.ArgumentBytes;
            }
        }
    }

    /// <summary>All _dialogs that are open now.</summary>
    public Dialog[] Snapshot()
    {
        lock (_gate)
        {
            return SnapshotLocked();
        }
    }

    /// <summary>The names of the endpoints that _dialogs of ours wait for.</summary>
    public IReadOnlyList<string> CallsInFlight()
    {
        Dialog[] all = Snapshot();
        Array.Sort(all, static (one, other) => one.Id.CompareTo(other.Id));
        List<string> names = [];
        foreach (Dialog dialog in all)
        {
            if (!IsPeers(dialog.Id))
            {
                names.Add(dialog.EndpointName);
            }
        }

        return names;
    }

    /// <summary>Ends the table: every dialog loses its connection by <paramref name="cause"/>, and none can be opened.</summary>
    public void Lose(Exception cause)
    {
        Dialog[] all;
        lock (_gate)
        {
            if (_loss is not null)
            {
                return;
            }

            _loss = cause;
            all = SnapshotLocked();
            _dialogs.Clear();
            _openedByPeer = 0;
            _argumentBytes = 0;
        }

        foreach (Dialog dialog in all)
        {
            dialog.Lose(cause);
        }
    }

    // The extension method that does so would be compiled at run time.
    private Dialog? FindLocked(ulong id) => _dialogs.TryGetValue(id, out Dialog? dialog) ? dialog : null;

    // Most connections end without any: then the enumeration is not even compiled.
    private Dialog[] SnapshotLocked() => _dialogs.Count == 0 ? [] : [.. _dialogs.Values];
}
