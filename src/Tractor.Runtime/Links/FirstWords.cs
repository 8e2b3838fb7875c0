using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>What a new child says first of all over its link: that it is ready, or what stopped its start.</summary>
internal sealed class FirstWords : IThreadPoolWorkItem
{
    // Completed where the link runs what may be the user's: who waits goes on there, and its first call leaves at once.
    private readonly TaskCompletionSource<ErrorInfo?> _said = new();
    private ErrorInfo? _failure;
    private Exception? _loss;

    /// <summary>Completes with what stopped the start, null when it is ready; fails when the link ends before.</summary>
    public Task<ErrorInfo?> Said => _said.Task;

    /// <summary>Takes the child's first frame. On the reading thread.</summary>
    /// <exception cref="ProtocolException">It is no such word.</exception>
    public void Receive(Link link, FrameKind kind, Payload payload)
    {
        _failure = kind switch
        {
            FrameKind.Ready => null,
            FrameKind.BootFailed => MessageCoding.Read(payload, ErrorInfo.Read),
            _ => throw new ProtocolException($"a child that starts sent a {kind} frame", link.Peer),
        };
        link.Schedule(this);
    }

    /// <summary>The link ended before.</summary>
    public void Lose(Link link, Exception loss)
    {
        _loss = loss;
        link.ScheduleOnPool(this);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (_loss is { } loss)
        {
            _said.TrySetException(loss);
            _ = _said.Task.Exception; // Who gave up waiting is not to be told as one that was forgotten.
        }
        else
        {
            _said.TrySetResult(_failure);
        }
    }
}
