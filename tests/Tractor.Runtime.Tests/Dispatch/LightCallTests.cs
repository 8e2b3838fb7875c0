using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;
using Tractor.Tests.Platform;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>Calls of endpoints without a token keep the rules of all calls.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class LightCallTests() : DispatchFixture(LightEndpoints.Endpoints)
{
    [SetUp]
    public void NewProbe() => LightEndpoints.Probe = new LightProbe();

    [Test]
    public async Task A_cancel_reaches_the_nursery_that_the_call_opened()
    {
        TestDialog call = Start("Nursery");
        await Soon.Ends(LightEndpoints.Probe.Entered.Task);
        SendCancel(call);
        await Soon.Ends(LightEndpoints.Probe.Ended.Task);
        Assert.That(await ErrorOf(call), Does.Contain(nameof(ContextCancelledException)).Or.Contain("enough"));
    }

    [Test]
    public async Task A_cancel_reaches_the_nursery_that_the_call_opens_later()
    {
        TaskCompletionSource before = Soon.Gate();
        LightEndpoints.Probe = new LightProbe { BeforeNursery = before.Task };
        TestDialog call = Start("Nursery");
        SendCancel(call);
        TestDialog behind = Start("Instant");
        Assert.That((await behind.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        before.SetResult();
        await Soon.Ends(LightEndpoints.Probe.Ended.Task);
        Assert.That((await call.NextAsync()).Kind, Is.EqualTo(FrameKind.Error));
    }

    // On another thread than the call's, it is a part of the call only where the object of the call served no earlier one.
    [Test]
    public async Task A_cancel_reaches_the_nursery_that_a_call_opened_on_another_thread_behind_one_that_blocked()
    {
        TestDialog passed = await BlockAsync(opensNursery: false);
        LightEndpoints.Probe.Passed.SetResult();
        Assert.That((await passed.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));

        TestDialog cancelled = await BlockAsync(opensNursery: true);
        SendCancel(cancelled);
        Assert.That((await cancelled.NextAsync()).Kind, Is.EqualTo(FrameKind.Error));
    }

    [Test]
    public async Task The_loss_of_the_caller_cancels_the_nursery()
    {
        Start("Nursery");
        await Soon.Ends(LightEndpoints.Probe.Entered.Task);
        Links.Client.Abort(new IOException("cable cut"));
        await Soon.Ends(LightEndpoints.Probe.Ended.Task);
    }

    [Test]
    public async Task The_end_of_the_actor_cancels_the_nursery()
    {
        TestDialog call = Start("Nursery");
        await Soon.Ends(LightEndpoints.Probe.Entered.Task);
        Host.EndpointScope.CancelFromOutside(Cancel);
        await Soon.Ends(LightEndpoints.Probe.Ended.Task);
        Assert.That((await call.NextAsync()).Kind, Is.EqualTo(FrameKind.Error));
    }

    [TestCase("Throw", "at once")]
    [TestCase("ThrowLater", "later")]
    [TestCase("FailInNursery", "inside")]
    public async Task Failures_are_told(string endpoint, string message)
    {
        for (int i = 0; i < 3; i++)
        {
            Assert.That(await ErrorOf(Start(endpoint)), Does.Contain(message));
        }
    }

    [Test]
    public async Task A_cancel_that_comes_while_the_endpoint_blocks_beats_its_value()
    {
        TestDialog call = Start("Block");
        await Soon.Ends(LightEndpoints.Probe.Entered.Task);
        SendCancel(call);
        TestDialog behind = Start("Instant");
        Assert.That((await behind.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        LightEndpoints.Probe.Gate.Set();
        Assert.That((await call.NextAsync()).Kind, Is.EqualTo(FrameKind.Error));
    }

    [Test]
    public async Task Late_cancels_of_former_calls_harm_no_later_one()
    {
        for (int i = 0; i < 2000; i++)
        {
            TestDialog call = Start("Instant");
            TestDialog other = Start("Instant");
            Assert.That((await call.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
            SendCancel(call);
            Assert.That((await other.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
            SendCancel(other);
        }

        Assert.That(Links.Server.SpareCalls.Count, Is.EqualTo(1));
        await Bounds.UntilAsync(() => Links.Server.Dialogs.OpenedByPeer == 0, "the last call to be left");
    }

    [Test]
    public async Task What_a_call_left_running_is_no_part_of_a_later_one()
    {
        Scope? behind = null;

        // From the second time on it is known that the endpoint waits now and then.
        for (int i = 0; i < 2; i++)
        {
            TaskCompletionSource gate = Soon.Gate();
            LightEndpoints.Probe = new LightProbe { BeforeNursery = gate.Task };
            Assert.That((await Sometimes(waits: false).NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
            TestDialog later = Sometimes(waits: true);
            behind = await Soon.Ends(LightEndpoints.Probe.Behind);
            gate.SetResult();
            Assert.That((await later.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        }

        Assert.That(behind, Is.SameAs(Host.EndpointScope));
    }

    // Of an endpoint that never waits it is not known that it leaves something running.
    [Test]
    public async Task What_a_call_left_running_is_no_part_of_a_later_one_that_blocks()
    {
        Assert.That((await Start("Kick", 0).NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        TestDialog later = Start("Kick", 1);
        Scope? behind = await Soon.Ends(LightEndpoints.Probe.Behind);
        LightEndpoints.Probe.Gate.Set();
        Assert.That((await later.NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        Assert.That(behind, Is.SameAs(Host.EndpointScope));
        Assert.That(LightEndpoints.Probe.Own, Is.Not.Null.And.Not.SameAs(Host.EndpointScope));
    }

    // When the other call is answered, another thread reads in place of the one that is blocked.
    private async Task<TestDialog> BlockAsync(bool opensNursery)
    {
        LightEndpoints.Probe = new LightProbe();
        TestDialog call = Start("BlockOnOther", opensNursery ? (byte)1 : (byte)0);
        await Soon.Ends(LightEndpoints.Probe.Entered.Task);
        Assert.That((await Start("Instant").NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        return call;
    }

    private TestDialog Sometimes(bool waits) => Start("Sometimes", waits ? [1] : [0]);
}
