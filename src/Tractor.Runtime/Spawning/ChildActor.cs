using System.Runtime.CompilerServices;
using Tractor.Actors;
using Tractor.AsyncMethods;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>A child that serves: its process, its link, and what its end means.</summary>
internal sealed class ChildActor(ActorId id, ISpawned process, ActorLimits limits, TimeProvider time)
{
    // What a process sent over TCP before it ended is delivered by the system without it, in microseconds on one host.
    private static readonly TimeSpan StillOnTheWay = TimeSpan.FromSeconds(5);

    private Cancellation? _ending;
    private volatile bool _isKilled;

    public ActorId Id { get; } = id;

    public ISpawned Process { get; } = process;

    public ActorLimits Limits { get; } = limits;

    public Peer? Peer { get; set; }

    public Link Link => (Peer ?? throw new InvalidOperationException("The child is not connected yet.")).Link;

    /// <summary>
    /// Notes that this side asked for its end, so that the end is no failure, unless its process then fails by itself.
    /// False when it had asked before.
    /// </summary>
    public bool TryNoteEnding(Cancellation cancellation) => Interlocked.CompareExchange(ref _ending, cancellation, null) is null;

    /// <summary>Ends its process by force.</summary>
    public void Kill()
    {
        _isKilled = true;
        Process.Kill();
    }

    /// <summary>
    /// Called when nothing comes over the link any more. A child without a parent has nothing to live for: it gets the
    /// time of an orphan, then its process is ended, and its exit explains the loss (E1).
    /// </summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<Exception> ExplainLossAsync(Link link, Exception reason)
    {
        IReadOnlyList<string> calls = link.Dialogs.CallsInFlight();
        ProcessExit exit = await WaitExitAsync().Uncaptured();
        return Explain(link, reason, exit, calls);
    }

    /// <summary>
    /// Returns when the link's end has come or was made. Its process is the child: a program that it started, and that holds
    /// its end of the connection, keeps nobody waiting for it (E1).
    /// </summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task EndReceivingAsync()
    {
        if (await Task.WhenAny(Link.Closed, Process.Exited).Uncaptured() == Link.Closed || Link.TryEndReceiving())
        {
            return;
        }

        try
        {
            await Link.Closed.WaitAsync(StillOnTheWay, time).Uncaptured();
        }
        catch (TimeoutException)
        {
            Link.Abort(new PeerLostException(Id, "its process has ended, and somebody else holds its end of the connection"));
        }
    }

    /// <summary>
    /// Called when its process has ended during its start. True when what it said last has come, or is read to its end by
    /// <paramref name="start"/>; false when nothing comes any more.
    /// </summary>
    /// <param name="start">Its start, which ends with its first words or with the end of its connection.</param>
    /// <param name="wasConnected">Whether there was a connection. Without one it was not told what to be, and had nothing to say.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public async Task<bool> IsHeardOutAsync(Task start, bool wasConnected)
    {
        if (Peer?.Link.TryEndReceiving() != true)
        {
            await start.WaitAsync(wasConnected ? StillOnTheWay : TimeSpan.Zero, time).Settled();
            return start.IsCompleted;
        }

        return true;
    }

    private Exception Explain(Link link, Exception reason, ProcessExit exit, IReadOnlyList<string> calls)
    {
        if (Volatile.Read(ref _ending) is { } ending && !IsFailure(exit))
        {
            return new ContextCancelledException(ending, Id);
        }

        if (link.PeerEnding is { } told && exit.ExitCode == 0)
        {
            return PeerLostException.InOrder(Id, told, calls);
        }

        // Why it left its parent is why it is an orphan, also where it did not end in the time of one.
        if (reason is PeerLostException { IsTold: true } ended && !IsFailure(exit))
        {
            return ended;
        }

        return reason is ProtocolException
            ? new PeerLostException(Id, reason.Message, calls, reason)
            : new ActorDiedException(Id, exit.ExitCode, exit.Signal, Process.StandardErrorTail, calls);
    }

    // Who was asked to end may be ended by this tree, and hears of a terminal or the system in order; 1 is what the runtime itself
    // leaves with, of an orphan or for an error that belongs to no dialog, which it has written by then. Any other end than the
    // orderly one is its own error: a crash, an exit code of the user's, or a kill from outside, with which what it had to say
    // is lost.
    private bool IsFailure(ProcessExit exit) => exit.Signal is int signal
        ? !IsOfForce(signal)
        : exit.ExitCode is int code and not 0 and not ChildRunner.FailedExitCode && !IsOfForce(code - SignalNames.ExitCodeBase);

    private bool IsOfForce(int signal) => signal switch
    {
        SignalNumbers.Interrupt or SignalNumbers.Terminate => true,
        SignalNumbers.Kill => _isKilled,
        _ => false,
    };

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    private async Task<ProcessExit> WaitExitAsync()
    {
        try
        {
            return await Process.Exited.WaitAsync(Limits.OrphanGrace + Limits.KillTimeout, time).Uncaptured();
        }
        catch (TimeoutException)
        {
            Kill();
            return await Process.Exited.Uncaptured();
        }
    }
}
