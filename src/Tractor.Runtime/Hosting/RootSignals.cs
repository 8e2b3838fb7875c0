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
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _count;

    private RootSignals(Actor actor) => _actor = actor;

    public static RootSignals Register(Actor actor)
    {
        RootSignals signals = new(actor);
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, context => signals.OnSignal(context, 2, "SIGINT")));
        signals._registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => signals.OnSignal(context, 15, "SIGTERM")));
        return signals;
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context, int number, string name)
    {
        context.Cancel = true;
        SignalledEnd.Note(number);
        if (Interlocked.Increment(ref _count) == 1)
        {
            _actor.RequestEnd(new Cancellation(_actor.Id, CancelReason.Signal, [_actor.Id], $"{_actor.Id} got {name}"));
            return;
        }

        ForcedEnd.LeaveNothing();
        SignalledEnd.DieNow(number);
    }
}
