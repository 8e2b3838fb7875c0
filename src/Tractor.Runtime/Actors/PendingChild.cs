using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>A child that was started and is to connect back, or has its connection already.</summary>
internal sealed class PendingChild(Guid[]? token, ActorId id)
{
    private readonly TaskCompletionSource<AdmittedChild> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _pid = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What it is to show or prove; null where it has its connection.</summary>
    public Guid[]? Token { get; } = token;

    /// <summary>Its identity but for the process, which is not known before it runs.</summary>
    public ActorId Id { get; } = id;

    /// <summary>The process that may use the token; the child may be faster than who started it.</summary>
    public Task<int> Pid => _pid.Task;

    public Task<AdmittedChild> Connected => _connected.Task;

    public void SetPid(int pid) => _pid.TrySetResult(pid);

    /// <summary>Hands the connection over; false when nobody waits for it any more.</summary>
    public bool TryConnect(IConnection connection, KeyProof? proof) => _connected.TrySetResult(new AdmittedChild(connection, proof));

    /// <summary>Gives up waiting. A connection that came at the last moment is closed.</summary>
    public void Abandon()
    {
        _pid.TrySetCanceled();
        if (!_connected.TrySetCanceled() && _connected.Task.IsCompletedSuccessfully)
        {
            _connected.Task.GetAwaiter().GetResult().Connection.Abort();
        }
    }
}
