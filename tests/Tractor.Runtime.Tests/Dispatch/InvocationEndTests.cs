using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>A caller has its answer when all that the endpoint started has ended, awaited or not.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class InvocationEndTests() : DispatchFixture(LeavingEndpoints.Endpoints)
{
    [SetUp]
    public void NewProbe() => LeavingEndpoints.Probe = new LeavingProbe();

    [Test]
    public async Task The_answer_comes_when_a_nursery_that_nobody_awaits_has_ended([Values("LeaveNursery", "LeaveOnToken", "LeaveNurseryLightly")] string endpoint, [Values] bool fails, [Values] bool isCancelledMeanwhile)
    {
        LeavingProbe probe = LeavingEndpoints.Probe;
        TestDialog call = Start(endpoint, fails ? (byte)1 : (byte)0);
        Task<TestFrame> answering = call.NextAsync();
        await Soon.Ends(probe.Cancelled.Task);
        if (isCancelledMeanwhile)
        {
            SendCancel(call);
        }

        // What was sent before it has come before it.
        Assert.That((await Start("Instant").NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        Assert.That(answering.IsCompleted, Is.False, "its clean-up is under way");
        probe.Gate.SetResult();
        Assert.That((await answering).Kind, Is.EqualTo(fails || isCancelledMeanwhile ? FrameKind.Error : FrameKind.Result));
        Assert.That(probe.HasEnded, Is.True);
    }

    [Test]
    public async Task What_fails_at_the_cancel_is_told_to_the_caller_and_harms_nobody_else()
    {
        TestDialog call = Start("FailInCallback");
        await Soon.Ends(LeavingEndpoints.Probe.Entered.Task);
        SendCancel(call);
        Assert.That((await Start("Instant").NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        LeavingEndpoints.Probe.CallbackGate.Set();
        Assert.That(await ErrorOf(call), Does.Contain("in the callback"));
        await Soon.Ends(Host.EndpointScope.JoinAsync());
        Assert.That(Host.EndpointScope.IsCancelRequested, Is.False);
    }
}
