namespace Tractor.DialogTests;

/// <summary>A result and a request to cancel that pass each other on the way, which a proxy between the two sees to.</summary>
[TestFixture]
public sealed class CrossingTests() : DialogFixture(TreeKind.Processes)
{
    [Test, Property("Row", "CTX-11")]
    public Task ACancelThatCrossesTheResultKeepsTheValue([Values] bool delegateForm) => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        await using CuttingProxy between = new(await peer.WhereAsync());
        Portal through = await CurrentActor.ConnectAsync(between.Address);
        TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        Outcome<int> outcome;
        if (delegateForm)
        {
            outcome = await through.OpenReturnLaterAsync(CrossAsync, key).WithinAsync();
        }
        else
        {
            await using var context = await through.OpenReturnLaterAsync(key);
            await CrossAsync(context);
            outcome = await context.WaitAsync();
        }

        Assert.That((outcome.Kind, outcome.Value), Is.EqualTo((OutcomeKind.Value, 5)));
        Assert.That((handle!.CancelCalled, handle.CancelAcked, handle.Canceller, handle.RemoteError), Is.EqualTo((true, false, (ActorId?)null, (Exception?)null)));
        Assert.That(handle.CancellationToken.IsCancellationRequested, Is.False);
        Assert.That(await through.WhoAreYouAsync(), Is.EqualTo(peer.Actor), "the connection goes on");

        async Task CrossAsync(RemoteContext<int, Nothing, Nothing, int> context)
        {
            handle = context;
            between.Hold = held.Task;
            int before = between.Last!.Frames(fromConnector: false), asked = between.Last.Frames(fromConnector: true);
            await peer.WriteSignAsync(key, "");
            await Soon.UntilAsync(() => between.Last.Frames(fromConnector: false) == before + 1);
            Assert.That(context.Outcome, Is.Null, "the result is on its way");
            Task cancelling = context.CancelAsync();
            await Soon.UntilAsync(() => between.Last.Frames(fromConnector: true) == asked + 1);
            Assert.That(cancelling.IsCompleted, Is.False);
            between.Hold = null;
            held.SetResult();
            await cancelling.WithinAsync();
        }
    });
}
