using System.Runtime.InteropServices;
using Tractor.Actors;
using Tractor.Platform;
using Tractor.Spawning;

namespace Tractor.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM of a root: the first ends the tree in order, the second kills the children and ends at once. When
/// the resulting <see cref="OperationCanceledException"/> leaves <c>Main</c> uncaught, the process ends by the signal
/// itself, so that a shell sees 130 or 143 and no stack dump.
/// </summary>
internal sealed class RootSignals : IDisposable
{
    private readonly Actor _actor;
    private readonly Action<int> _note;
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _gate = new();
    private Cancellation? _first;
    private bool _isClosed;

    /// <param name="actor">The root.</param>
    /// <param name="note">Is told of each signal that is taken, before anybody else can know of it.</param>
    internal RootSignals(Actor actor, Action<int> note)
    {
        _actor = actor;
        _note = note;
    }

    public static RootSignals Register(Actor actor)
    {
        RootSignals signals = new(actor, SignalledEnd.Note);
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => signals.OnSignal(context, 2, "SIGINT")));
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => signals.OnSignal(context, 15, "SIGTERM")));
        return signals;
    }

    /// <summary>
    /// Takes no more, and tells what came: also while the actor was ending already, or it would be lost to a program that
    /// goes on. What comes from now on has the effect that it has without a root.
    /// </summary>
    public Cancellation? Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            return _first;
        }
    }

    public void Dispose()
    {
        _ = Close();
        _registrations.ForEach(registration => registration.Dispose());
    }

    /// <summary>What is done at a signal.</summary>
    internal void OnSignal(PosixSignalContext context, int number, string name)
    {
        Cancellation cancellation = new(_actor.Id, CancelReason.Signal, [_actor.Id], $"{_actor.Id} got {name}");
        bool isFirst;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            // First: the actor's end may come at once, and its error leave Main before this thread goes on.
            _note(number);
            isFirst = _first is null;
            _first ??= cancellation;
        }

        context.Cancel = true;
        if (isFirst)
        {
            _actor.RequestEnd(cancellation);
            return;
        }

        ForcedEnd.LeaveNothing();
        SignalledEnd.DieNow(number);
    }
}
