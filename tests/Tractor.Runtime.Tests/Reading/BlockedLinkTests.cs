using System.Net.Sockets;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>A link whose reader's thread is blocked by user code sends and receives all the same.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class BlockedLinkTests
{
    private const int ItemBytes = 100_000;

    [TearDown]
    public Task Nothing_is_left() => ReaderState.IsClean();

    [Test]
    public async Task What_the_blocked_thread_held_back_leaves()
    {
        for (int round = 0; round < 20; round++)
        {
            GatedWork? work = null;
            await using SocketLinks links = new(
                new ScriptedHandler((link, header, _) =>
                {
                    work = new GatedWork(before: () => link.Send(FrameKind.Result, header.Dialog));
                    link.Schedule(work);
                }),
                client: null);
            links.Start(1);
            Assert.That((await links.ReceiveAsync(FrameHeader.Size)).Single().Kind, Is.EqualTo(FrameKind.Result));
            work!.Open();
            await work.Left;
        }
    }

    [Test]
    public async Task A_peer_that_does_not_read_holds_up_no_frame_of_its_own()
    {
        const int items = 40;
        GatedWork? work = null;
        await using SocketLinks links = new(
            new ScriptedHandler((link, header, _) =>
            {
                if (header.Dialog == 1)
                {
                    work = new GatedWork(before: () => SendItems(link, items), after: () => link.Send(FrameKind.Stop, 1));
                    link.Schedule(work);
                }
                else
                {
                    link.Schedule(new PlainWork(() => link.Send(FrameKind.Result, header.Dialog)));
                }
            }),
            client: null);
        links.Start(1, 3, 5);
        links.Start(7);

        // Whose frame comes first is not said: only all of them together are whole.
        List<TestFrame> frames = await links.ReceiveAsync((items * (FrameHeader.Size + ItemBytes)) + (3 * FrameHeader.Size));
        Assert.That(frames.Where(frame => frame.Kind == FrameKind.Item).Select(TestFrames.Text), Is.EqualTo(Enumerable.Range(0, items).Select(i => TestFrames.Text(Item(i)))));
        Assert.That(frames.Where(frame => frame.Kind == FrameKind.Result).Select(frame => frame.Dialog), Is.EquivalentTo(new ulong[] { 3, 5, 7 }));
        work!.Open();
        Assert.That((await links.ReceiveAsync(FrameHeader.Size)).Single().Kind, Is.EqualTo(FrameKind.Stop));
    }

    [Test]
    public async Task What_a_peer_said_before_it_went_is_heard_although_a_send_to_it_failed_first()
    {
        using ManualResetEventSlim gate = new();
        TaskCompletionSource<bool> entered = Soon.Gate<bool>();
        List<ulong> heard = [];
        await using SocketLinks links = new(
            new ScriptedHandler((_, header, _) =>
            {
                entered.TrySetResult(true);
                gate.Wait(Soon.Bound);
                heard.Add(header.Dialog);
            }),
            client: null);
        links.Start(1);
        await Soon.Ends(entered.Task);
        CancelMessage last = CancelMessage.From(new Cancellation(Soon.Actor("client"), CancelReason.ParentEnded, [Soon.Actor("client")], "all done"), TimeSpan.Zero);
        links.Start(3);
        links.Socket.Send(TestFrames.Bytes([new TestFrame(FrameKind.Ending, 0, MessageCoding.ToBytes(last))]));
        links.Socket.Dispose();
        links.Server.Send(FrameKind.Result, 1);
        await Soon.Ends(links.Server.Outgoing.FlushAsync());
        Assert.That(links.Server.Send(FrameKind.Result, 1), Is.False, "the one before has failed");
        gate.Set();
        Exception reason = await Soon.Ends(links.Server.Closed);
        Assert.That(heard, Is.EqualTo(new ulong[] { 1, 3 }));
        Assert.That(reason, Is.TypeOf<PeerLostException>().With.Message.Contains("it ended in order"));
    }

    [Test]
    public async Task A_peer_that_only_reads_no_more_is_cut_off()
    {
        await using SocketLinks links = new(new ScriptedHandler(), client: null);
        links.Socket.Shutdown(SocketShutdown.Receive);
        links.Server.Send(FrameKind.Result, 1);
        await Soon.Ends(links.Server.Outgoing.FlushAsync());
        Assert.That(links.Server.Send(FrameKind.Result, 1), Is.False, "the one before has failed");
        Assert.That(await Soon.Ends(links.Server.Closed), Is.InstanceOf<Exception>());
    }

    [Test]
    public async Task A_cancel_reaches_the_dialog_whose_code_blocks()
    {
        GatedWork work = new();
        TaskCompletionSource<FrameKind> heard = Soon.Gate<FrameKind>();
        await using SocketLinks links = new(
            new ScriptedHandler((link, header, _) =>
            {
                link.Dialogs.TryAccept(new ScriptedDialog((_, frame, _) => heard.TrySetResult(frame.Kind)) { Id = header.Dialog });
                link.Schedule(work);
            }),
            client: null);
        links.Start(1);
        await work.Entered;
        links.Socket.Send(TestFrames.Bytes([TestFrames.Of(1, 0, FrameKind.Cancel)]));
        Assert.That(await Soon.Ends(heard.Task), Is.EqualTo(FrameKind.Cancel));
        work.Open();
        await work.Left;
    }

    [Test]
    public async Task A_frame_that_breaks_the_protocol_ends_all_dialogs_while_code_of_one_blocks()
    {
        bool sent = true;
        TaskCompletionSource<GatedWork> blocked = Soon.Gate<GatedWork>();
        TaskCompletionSource<Exception> lost = Soon.Gate<Exception>();
        await using SocketLinks links = new(
            new ScriptedHandler((link, header, _) =>
            {
                link.Dialogs.TryAccept(new ScriptedDialog(static (_, _, _) => { }, lost.SetResult) { Id = header.Dialog });
                GatedWork work = new(after: () => sent = link.Send(FrameKind.Result, header.Dialog));
                link.Schedule(work);
                blocked.SetResult(work);
            }),
            client: null);
        links.Start(1);
        GatedWork work = await Soon.Ends(blocked.Task);
        await work.Entered;
        links.Socket.Send(TestFrames.Bytes([TestFrames.Of(1, 0, (FrameKind)250)]));
        Exception told = await Soon.Ends(lost.Task);
        Assert.That(told, Is.TypeOf<PeerLostException>().With.InnerException.TypeOf<ProtocolException>());
        work.Open();
        await work.Left;
        Assert.That(sent, Is.False, "there is nobody any more to send to");
    }

    [Test]
    public async Task A_call_that_blocks_may_be_nested_in_what_an_answer_woke()
    {
        await using SocketLinks links = new(
            new ScriptedHandler(static (link, header, _) => link.Schedule(new PlainWork(() => link.Send(FrameKind.Result, header.Dialog)))),
            new ScriptedHandler());
        TaskCompletionSource<int> depth = Soon.Gate<int>();
        Call(links.Client, () => depth.TrySetResult(1 + CallAndBlock(links.Client, 5)));
        Assert.That(await Soon.Ends(depth.Task), Is.EqualTo(6));
    }

    [Test]
    public async Task A_link_may_be_closed_from_code_that_its_frame_woke([Values] bool blocking)
    {
        TaskCompletionSource closed = Soon.Gate();
        await using SocketLinks links = new(
            new ScriptedHandler((link, _, _) => link.Schedule(new PlainWork(() =>
            {
                Task closing = link.DisposeAsync().AsTask();
                if (blocking)
                {
                    Soon.Ends(closing).GetAwaiter().GetResult();
                }

                closing.ContinueWith(_ => closed.TrySetResult(), TaskScheduler.Default);
            }))),
            client: null);
        links.Start(1);
        await Soon.Ends(closed.Task);
    }

    private static int CallAndBlock(Link link, int levels)
    {
        int below = 0;
        using ManualResetEventSlim answered = new();
        Call(link, () =>
        {
            below = levels > 1 ? CallAndBlock(link, levels - 1) : 0;
            answered.Set();
        });
        return answered.Wait(Soon.Bound) ? below + 1 : -100;
    }

    private static void Call(Link link, Action onAnswer)
    {
        ScriptedDialog dialog = new((_, _, _) => link.Schedule(new PlainWork(onAnswer)));
        link.Dialogs.Open(dialog);
        link.Send(FrameKind.Start, dialog.Id);
    }

    private static void SendItems(Link link, int items)
    {
        for (int i = 0; i < items; i++)
        {
            link.SendSmall(FrameKind.Item, (ulong)i, Item(i).Payload);
        }
    }

    private static TestFrame Item(int i) => TestFrames.Of((ulong)i, ItemBytes);
}
