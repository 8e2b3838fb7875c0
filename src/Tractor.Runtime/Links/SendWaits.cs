namespace Tractor.Links;

/// <summary>Who waits for an outgoing queue: for room in it, or until it is empty. Under the queue's lock.</summary>
internal sealed class SendWaits
{
    private TaskCompletionSource? _room;
    private TaskCompletionSource? _idle;

    public Task WaitForRoom() => (_room ??= New()).Task;

    public Task WaitForIdle() => (_idle ??= New()).Task;

    /// <summary>Takes note of how it stands now. What goes on by that does so elsewhere.</summary>
    public void Update(bool hasRoom, bool isIdle)
    {
        if (hasRoom)
        {
            _room?.TrySetResult();
            _room = null;
        }

        if (isIdle)
        {
            _idle?.TrySetResult();
            _idle = null;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
