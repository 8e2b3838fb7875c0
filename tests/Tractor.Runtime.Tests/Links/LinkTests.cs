using System.Buffers;
using NUnit.Framework;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Two links that talk to each other.</summary>
[TestFixture]
internal sealed class LinkTests
{
    private static readonly Cancellation Last = new(Soon.Actor("server"), CancelReason.ParentEnded, [Soon.Actor("server")], "all done");

    [Test]
    public async Task Frames_of_a_dialog_reach_its_other_side_in_order()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        (TestDialog here, TestDialog there) = await pair.OpenAsync();
        (TestDialog other, TestDialog otherThere) = await pair.OpenAsync();
        for (int i = 1; i <= 100; i++)
        {
            TestFrame frame = TestFrames.Of(here.Id, i);
            pair.Client.Outgoing.TryAppend(frame.Kind, frame.Dialog, frame.Payload);
            pair.Server.Send(FrameKind.Credit, other.Id);
        }

        for (int i = 1; i <= 100; i++)
        {
            Assert.That(TestFrames.Text(await there.NextAsync()), Is.EqualTo(TestFrames.Text(TestFrames.Of(here.Id, i))));
            Assert.That((await other.NextAsync()).Kind, Is.EqualTo(FrameKind.Credit));
        }

        Assert.That((there.Id, otherThere.Id), Is.EqualTo((here.Id, other.Id)));
    }

    [Test]
    public async Task Late_frames_are_dropped_and_disturb_nothing()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        (TestDialog here, TestDialog there) = await pair.OpenAsync();
        pair.Server.Dialogs.Remove(there);
        for (FrameKind kind = FrameKind.Accepted; kind <= FrameKind.Overrun; kind++)
        {
            pair.Client.Send(kind, here.Id);
        }

        (TestDialog next, TestDialog nextThere) = await pair.OpenAsync();
        pair.Client.Send(FrameKind.Item, next.Id);
        Assert.That((await nextThere.NextAsync()).Kind, Is.EqualTo(FrameKind.Item));
        Assert.That((pair.Client.IsClosed, pair.Server.IsClosed, there.Losses), Is.EqualTo((false, false, 0)));
    }

    [TestCase(FrameKind.Start, 2UL, "dialog id 2 is of the other side")]
    [TestCase((FrameKind)200, 1UL, "frame kind 200 is unknown here")]
    [TestCase(FrameKind.Hello, 0UL, "frame kind 1 is unknown here")]
    [TestCase(FrameKind.DebugHeld, 0UL, "it sent a frame DebugHeld, which only a child may send to its parent")]
    [TestCase(FrameKind.DebugReleased, 0UL, "it sent a frame DebugReleased, which only a child")]
    [TestCase(FrameKind.CancelActor, 1UL, "a message could not be read")]
    [TestCase(FrameKind.Ending, 0UL, "a message could not be read")]
    public async Task Who_breaks_the_protocol_loses_the_connection(FrameKind kind, ulong dialog, string problem)
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        (TestDialog here, TestDialog there) = await pair.OpenAsync();
        pair.Client.Send(kind, dialog);
        Exception reason = await Soon.Ends(pair.Server.Closed);
        Assert.That(reason, Is.TypeOf<ProtocolException>());
        Assert.That(reason.Message, Does.Contain(problem));
        Exception loss = await there.Lost;
        Assert.That(loss, Is.TypeOf<PeerLostException>().With.Message.Contains(problem));
        Assert.That(await here.Lost, Is.TypeOf<PeerLostException>());
        Assert.That((here.Losses, there.Losses), Is.EqualTo((1, 1)));
    }

    [Test]
    public async Task A_loss_names_the_calls_in_flight()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        TestDialog call = new("Work.Do");
        pair.Client.Dialogs.Open(call);
        pair.Server.Abort(new IOException("cable cut"));
        Assert.That((await call.Lost as PeerLostException)?.CallsInFlight, Is.EqualTo(new[] { "Work.Do" }));
    }

    [Test]
    public async Task The_last_words_of_a_peer_that_ends_in_order_are_kept()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        (TestDialog here, _) = await pair.OpenAsync();
        await Soon.Ends(pair.Server.CloseAsync(Last, Soon.Bound, TimeProvider.System));
        Assert.That(await pair.ClientHandler.Ending, Has.Property("Detail").EqualTo("all done"));
        Assert.That((await here.Lost).Message, Does.Contain("it ended in order, cancelled by server@"));
        Assert.That(pair.Client.PeerEnding?.Reason, Is.EqualTo(CancelReason.ParentEnded));
    }

    [Test]
    public async Task What_waits_to_be_sent_is_sent_before_a_close_in_order()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        (TestDialog here, _) = await pair.OpenAsync();
        byte[] large = new byte[900_000];
        for (int i = 0; i < 5; i++)
        {
            pair.Server.Outgoing.TryAppend(FrameKind.Item, here.Id, large);
        }

        await Soon.Ends(pair.Server.CloseAsync(Last, Soon.Bound, TimeProvider.System));
        for (int i = 0; i < 5; i++)
        {
            Assert.That((await here.NextAsync()).Payload, Has.Length.EqualTo(large.Length));
        }
    }

    [Test]
    public async Task A_request_to_end_is_answered()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        pair.ServerHandler.Answer = (link, request) => link.Send(FrameKind.CancelActorDone, request);
        Assert.That(await Soon.Ends(pair.Client.CancelPeerAsync(Last, Soon.Bound)), Is.True);
    }

    [Test]
    public async Task A_request_to_end_that_is_not_answered_ends_with_the_connection()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        pair.ServerHandler.Answer = (link, _) => link.Abort(new IOException("rather not"));
        Assert.That(await Soon.Ends(pair.Client.CancelPeerAsync(Last, Soon.Bound)), Is.False);
        await Soon.Ends(pair.Client.Closed);
        Assert.That(await Soon.Ends(pair.Client.CancelPeerAsync(Last, Soon.Bound)), Is.False);
    }

    [Test]
    public async Task An_abort_from_any_side_ends_both_and_each_dialog_hears_once([Values] bool fromClient, [Values] bool fromServer, [Values] bool disposed)
    {
        for (int round = 0; round < 20; round++)
        {
            await using LinkPair pair = await LinkPair.CreateAsync();
            (TestDialog here, TestDialog there) = await pair.OpenAsync();
            IOException reason = new("cable cut");
            await Soon.Ends(Task.WhenAll(
                Task.Run(() => fromClient ? AbortAsync(pair.Client, reason) : Task.CompletedTask),
                Task.Run(() => fromServer || !fromClient ? AbortAsync(pair.Server, reason) : Task.CompletedTask),
                Task.Run(() => disposed ? pair.Client.DisposeAsync().AsTask() : Task.CompletedTask)));
            await Soon.Ends(Task.WhenAll(pair.Client.Closed, pair.Server.Closed, here.Lost, there.Lost));
            Assert.That((here.Losses, there.Losses), Is.EqualTo((1, 1)));
            Assert.That(pair.Client.Dialogs.Open(new TestDialog()), Is.SameAs(await here.Lost));
            Assert.That((pair.Client.Send(FrameKind.Item, 1), pair.Server.Send(FrameKind.Item, 1)), Is.EqualTo((false, false)));
        }
    }

    [Test]
    public async Task Disposing_again_and_at_once_does_nothing()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        await Soon.Ends(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => pair.Client.DisposeAsync().AsTask()))));
        await pair.Client.DisposeAsync();
        await Soon.Ends(pair.Client.CloseAsync(Last, Soon.Bound, TimeProvider.System));
        Assert.That((await Soon.Ends(pair.Client.Closed)).Message, Does.Contain("this side closed the connection"));
    }

    [Test]
    public async Task Dialogs_hear_what_the_loss_means_when_it_is_known()
    {
        TaskCompletionSource<Exception> explanation = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using LinkPair pair = await LinkPair.CreateAsync(explainLoss: (_, _) => explanation.Task);
        (TestDialog here, _) = await pair.OpenAsync();
        pair.Server.Abort(new IOException("cable cut"));
        await Soon.Ends(pair.Client.Closed);
        Assert.That(here.Losses, Is.Zero);
        InvalidOperationException told = new("it was the dog");
        explanation.SetResult(told);
        Assert.That(await here.Lost, Is.SameAs(told));
    }

    [Test]
    public async Task Dialogs_hear_of_the_loss_also_when_it_cannot_be_explained()
    {
        await using LinkPair pair = await LinkPair.CreateAsync(explainLoss: (_, _) => throw new InvalidOperationException("no idea"));
        (TestDialog here, _) = await pair.OpenAsync();
        pair.Server.Abort(new IOException("cable cut"));
        Assert.That((await here.Lost).Message, Does.Contain("no idea"));
    }

    [Test]
    public async Task An_error_travels_also_where_messages_must_be_small()
    {
        await using LinkPair pair = await LinkPair.CreateAsync(new ActorLimits { MaxMessageBytes = 1024 });
        (TestDialog here, _) = await pair.OpenAsync();
        ErrorInfo error = ErrorBox.Pack(new InvalidOperationException(new string('x', 20_000)), Soon.Actor(), "Work.Do");
        pair.Server.Send(FrameKind.Error, here.Id, error);
        Assert.That((await here.NextAsync()).Payload, Has.Length.GreaterThan(20_000));
    }

    private static async Task AbortAsync(Link link, Exception reason)
    {
        await Task.Yield();
        link.Abort(reason);
    }
}
