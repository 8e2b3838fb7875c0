namespace Tractor.Transport;

/// <summary>
/// Completes one end of a pipe when it is closed, but never under an operation that copies from or to its memory: the
/// memory would go back to the pool meanwhile. The operation completes the end then, as it leaves.
/// </summary>
internal sealed class PipeGate(Action complete)
{
    private readonly Lock sync = new();
    private bool busy;
    private bool closed;

    /// <summary>Begins an operation, of which there is one at a time.</summary>
    /// <returns>Whether the end is still open.</returns>
    public bool TryEnter()
    {
        lock (sync)
        {
            busy = !closed;
            return busy;
        }
    }

    public void Leave()
    {
        bool last;
        lock (sync)
        {
            busy = false;
            last = closed;
        }

        if (last)
        {
            complete();
        }
    }

    public void Close()
    {
        bool last;
        lock (sync)
        {
            last = !closed && !busy;
            closed = true;
        }

        if (last)
        {
            complete();
        }
    }
}
