using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>One wait for a descriptor.</summary>
[SupportedOSPlatform("linux")]
internal sealed class PollWait(FileDescriptor descriptor, short events)
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isHeld;

    public FileDescriptor Descriptor => descriptor;

    public short Events => events;

    public Task Task => _ready.Task;

    public void Complete() => _ready.TrySetResult();

    public void TryCancel(CancellationToken token) => _ready.TrySetCanceled(token);

    /// <summary>Keeps the descriptor open for one round; one that is closed is ready: its next call tells.</summary>
    public bool TryHold()
    {
        try
        {
            descriptor.DangerousAddRef(ref _isHeld);
        }
        catch (ObjectDisposedException)
        {
            Complete();
        }

        return _isHeld;
    }

    public void Release()
    {
        if (_isHeld)
        {
            _isHeld = false;
            descriptor.DangerousRelease();
        }
    }
}
