namespace Tractor.Links;

/// <summary>The requests to end the peer that wait for its answer.</summary>
internal sealed class PendingCancels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, Request> _waiting = [];
    private ulong _next = 1;
    private bool _isClosed;

    /// <param name="onGrace">Called when the peer says how long its clean-ups take, on the reading thread.</param>
    public (ulong Request, Task<bool> Done) Open(Action<TimeSpan>? onGrace = null)
    {
        TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            ulong request = _next++;
            if (_isClosed)
            {
                done.SetResult(false);
            }
            else
            {
                _waiting.Add(request, new Request(done, onGrace));
            }

            return (request, done.Task);
        }
    }

    public void Complete(ulong request, bool result)
    {
        lock (_gate)
        {
            if (_waiting.Remove(request, out Request? waiting))
            {
                waiting.Done.TrySetResult(result);
            }
        }
    }

    /// <summary>The peer needs longer for this one.</summary>
    public void Extend(ulong request, TimeSpan grace)
    {
        Action<TimeSpan>? onGrace;
        lock (_gate)
        {
            onGrace = _waiting.TryGetValue(request, out Request? waiting) ? waiting.OnGrace : null;
        }

        onGrace?.Invoke(grace);
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            if (_waiting.Count == 0)
            {
                return;
            }

            // An array, as the table of dialogs has one: no second enumeration to be compiled.
            foreach (Request waiting in (Request[])[.. _waiting.Values])
            {
                waiting.Done.TrySetResult(false);
            }

            _waiting.Clear();
        }
    }

    // A class: dictionaries of values that the framework does not know are compiled at run time.
    private sealed record Request(TaskCompletionSource<bool> Done, Action<TimeSpan>? OnGrace);
}
