namespace Tractor.Links;

/// <summary>The requests to end the peer that wait for its answer.</summary>
internal sealed class PendingCancels
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, TaskCompletionSource<bool>> _waiting = [];
    private ulong _next = 1;
    private bool _isClosed;

    public (ulong Request, Task<bool> Done) Open()
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
                _waiting.Add(request, done);
            }

            return (request, done.Task);
        }
    }

    public void Complete(ulong request, bool result)
    {
        lock (_gate)
        {
            if (_waiting.Remove(request, out TaskCompletionSource<bool>? done))
            {
                done.TrySetResult(result);
            }
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            foreach (TaskCompletionSource<bool> done in _waiting.Values)
            {
                done.TrySetResult(false);
            }

            _waiting.Clear();
        }
    }
}
