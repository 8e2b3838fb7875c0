using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>A child as the monitor's thread sees it, which alone reads, reaps and closes here.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildWatch
{
    private readonly TaskCompletionSource<ProcessExit> _exited = NewSource<ProcessExit>();
    private readonly TaskCompletionSource<bool> _released = NewSource<bool>();
    private readonly PidFd? _process;
    private readonly StandardErrorPipe _standardError;
    private readonly byte[] _buffer;
    private readonly Action _onProcess;
    private readonly Action _onStandardError;
    private volatile bool _abandoned;
    private bool _dead;

    /// <param name="process">Null when the process was gone, reaped by another, before it could be opened.</param>
    /// <param name="standardError">Our end of its standard error.</param>
    /// <param name="buffer">The monitor's, for reading.</param>
    public ChildWatch(PidFd? process, StandardErrorPipe standardError, byte[] buffer)
    {
        _process = process;
        _standardError = standardError;
        _buffer = buffer;
        _dead = process is null;
        _onProcess = () => _dead = true;
        _onStandardError = () => _standardError.ReadOnce(_buffer);
    }

    public Task<ProcessExit> Exited => _exited.Task;

    /// <summary>Completes when no descriptor is held any more.</summary>
    public Task Released => _released.Task;

    public string StandardErrorTail => _standardError.Tail;

    /// <summary>The process is known to be dead and yet not to be reaped: a debugger has to see it first.</summary>
    public bool MustComeAgain => _dead && !Exited.IsCompleted;

    public bool Send(int signal) => !Exited.IsCompleted && _process is not null && _process.Send(signal);

    /// <summary>From any thread: nobody wants the standard error of a dead child any more.</summary>
    public void Abandon() => _abandoned = true;

    public void AddTo(PollSet set)
    {
        if (!_dead)
        {
            set.Add(_process!, PollDescriptor.Readable, _onProcess);
        }

        if (!_standardError.IsClosed)
        {
            set.Add(_standardError.Descriptor, PollDescriptor.Readable, _onStandardError);
        }
    }

    /// <summary>Draws the conclusions of a round; true when there is nothing left to watch.</summary>
    public bool Settle()
    {
        if (MustComeAgain)
        {
            TryFinish();
        }

        if (_abandoned && Exited.IsCompleted)
        {
            _standardError.Close();
        }

        bool released = Exited.IsCompleted && _standardError.IsClosed;
        return released && _released.TrySetResult(true);
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void TryFinish()
    {
        ProcessExit? exit = _process is null ? ProcessExit.Unknown : _process.TryReap();
        if (exit is ProcessExit known)
        {
            // What the child said last must be in the tail; a grandchild may keep the pipe open for ever.
            _standardError.ReadAvailable(_buffer);
            _process?.Dispose();
            _exited.SetResult(known);
        }
    }
}
