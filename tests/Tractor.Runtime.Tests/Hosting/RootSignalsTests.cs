using System.Runtime.InteropServices;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Hosting;
using Tractor.Runtime.Tests.Actors;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Hosting;

/// <summary>A signal and the end of a root at the same time.</summary>
[TestFixture]
internal sealed class RootSignalsTests
{
    private const int Terminate = 15;

    // Its error would leave Main while nothing knows yet that it means the signal, and end the program by a stack dump.
    [Test]
    public async Task A_root_that_ends_meanwhile_hears_of_a_signal_only_when_that_is_noted()
    {
        Actor actor = TestActors.Create();
        Cancellation? heard = null;
        Thread? closing = null;
        bool wasEarly = false;
        RootSignals signals = null!;
        signals = new RootSignals(actor, _ =>
        {
            closing = new Thread(() => heard = signals.Close());
            closing.Start();
            wasEarly = !SpinWait.SpinUntil(() => closing.ThreadState.HasFlag(ThreadState.WaitSleepJoin) || !closing.IsAlive, Soon.Bound) || !closing.IsAlive;
        });

        signals.OnSignal(new PosixSignalContext(PosixSignal.SIGTERM), Terminate, "SIGTERM");

        Assert.That(closing!.Join(Soon.Bound), Is.True);
        Assert.That(wasEarly, Is.False, "it closed while the signal was being noted");
        Assert.That(heard?.Reason, Is.EqualTo(CancelReason.Signal));
        signals.Dispose();
        await Soon.Ends(actor.DisposeAsync().AsTask());
    }

    [Test]
    public async Task A_signal_after_the_end_of_the_root_is_left_to_others_and_not_noted()
    {
        Actor actor = TestActors.Create();
        int noted = 0;
        using RootSignals signals = new(actor, number => noted = number);
        PosixSignalContext context = new(PosixSignal.SIGTERM);

        Assert.That(signals.Close(), Is.Null);
        signals.OnSignal(context, Terminate, "SIGTERM");

        Assert.That((context.Cancel, noted, actor.IsEnding), Is.EqualTo((false, 0, false)));
        await Soon.Ends(actor.DisposeAsync().AsTask());
    }
}
