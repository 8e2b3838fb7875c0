namespace Tractor.Links;

/// <summary>Who waits for an outgoing queue: for room in it, or until it is empty. Under the queue's lock.</summary>
internal sealed class RoomWaits(Lock gate)
{
    private readonly Waiters _others = new(gate, link: null);
    private readonly List<Waiters> _crowd = [];
    private TaskCompletionSource? _idle;

    /// <summary>A wait of one's own for room.</summary>
    public Waiter Enter()
    {
        Tell(_others);
        return _others.Enter();
    }

    /// <summary>Has all of those released when there is room.</summary>
    public void Tell(Waiters waiters)
    {
        if (!waiters.IsToldOfRoom)
        {
            waiters.IsToldOfRoom = true;
            _crowd.Add(waiters);
        }
    }

    public Task WaitForIdle() => (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <summary>Takes note of how it stands now. What goes on by that does so elsewhere.</summary>
    public void Update(bool hasRoom, bool isIdle)
    {
        if (hasRoom && _crowd.Count > 0)
        {
            foreach (Waiters waiters in _crowd)
            {
                waiters.IsToldOfRoom = false;
                waiters.ReleaseAll();
            }

            _crowd.Clear();
        }

        if (isIdle)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }
}
