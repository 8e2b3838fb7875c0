namespace Tractor.Transport;

/// <summary>
/// Completes one end of a pipe when it is closed, but never under an operation that copies from or to its memory: the
/// memory would go back to the pool meanwhile. The operation completes the end then, as it leaves.
/// </summary>
internal sealed class PipeGate(Action complete)
{
    private readonly Lock _sync = new();
    private bool _busy;
    private bool _closed;

    /// <summary>Begins an operation, of which there is one at a time.</summary>
    /// <returns>Whether the end is still open.</returns>
    public bool TryEnter()
    {
        lock (_sync)
        {
            _busy = !_closed;
            return _busy;
        }
    }

    public void Leave()
    {
        bool last;
        lock (_sync)
        {
            _busy = false;
            last = _closed;
        }

        if (last)
        {
            complete();
        }
    }

    public void Close()
    {
        bool last;
        lock (_sync)
        {
            last = !_closed && !_busy;
            _closed = true;
        }

        if (last)
        {
            complete();
        }
    }
}
