using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Reading;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>User code that blocks the reader's thread holds nothing up: another thread reads on.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class HandoverTests
{
    private const ulong Blocking = 1000;

    [TearDown]
    public Task Nothing_is_left() => ReaderState.IsClean();

    [Test]
    public async Task Other_frames_are_handled_by_another_thread_and_the_old_one_reads_no_more()
    {
        GatedWork work = new();
        using ReaderRig rig = Blocked(work);
        rig.Send(TestFrames.Of(Blocking, 0));
        Thread old = await work.Entered;
        for (ulong i = 1; i <= 20; i++)
        {
            rig.Send(TestFrames.Of(i, 10));
        }

        Assert.That(await rig.NextDialogsAsync(21), Is.EqualTo(Expected(20)));
        Assert.That(rig.Threads[old], Is.EqualTo(1));
        work.Open();
        await work.Left;
        rig.Send(TestFrames.Of(21, 10));
        Assert.That((await rig.NextAsync()).Dialog, Is.EqualTo(21));
        Assert.That((rig.Threads[old], rig.Threads.Count, rig.Takeovers, rig.Overlaps), Is.EqualTo((1, 2, 2, 0)));
    }

    [Test]
    public async Task Frames_left_in_the_buffer_go_to_the_new_leader_in_order()
    {
        GatedWork work = new();
        using ReaderRig rig = Blocked(work);
        rig.Send([TestFrames.Of(Blocking, 0), .. Enumerable.Range(1, 900).Select(i => TestFrames.Of((ulong)i, i % 30))]);
        Assert.That(await rig.NextDialogsAsync(901), Is.EqualTo(Expected(900)));
        work.Open();
        await work.Left;
        Assert.That(rig.Overlaps, Is.Zero);
    }

    [TestCase(3)]
    [TestCase(60_000)]
    [TestCase(999_999)]
    public async Task A_large_frame_that_came_in_part_is_completed_by_the_new_leader(int before)
    {
        GatedWork work = new();
        using ReaderRig rig = Blocked(work);
        TestFrame large = TestFrames.Of(2, 1_000_000);
        byte[] bytes = TestFrames.Bytes([TestFrames.Of(Blocking, 0), large]);
        Task sending = Task.Run(async () =>
        {
            await rig.Peer.SendAsync(bytes.AsMemory(0, before + 16));
            await work.Entered;
            await rig.Peer.SendAsync(bytes.AsMemory(before + 16));
        });
        await rig.NextAsync();
        Assert.That(TestFrames.Text(await rig.NextAsync()), Is.EqualTo(TestFrames.Text(large)));
        await Soon.Ends(sending);
        work.Open();
        await work.Left;
    }

    [Test]
    public async Task When_many_threads_stay_away_user_code_goes_to_the_pool()
    {
        GatedWork[] works = [.. Enumerable.Range(0, ReaderThreads.MostReplaced + 4).Select(_ => new GatedWork())];
        using ReaderRig rig = new() { OnFrame = (frame, reader) => Defer(reader, works[(int)frame.Dialog]) };
        rig.Start();
        for (int i = 0; i < works.Length; i++)
        {
            rig.Send(TestFrames.Of((ulong)i, 0));
            await rig.NextAsync();
            if (i < ReaderThreads.MostReplaced)
            {
                await works[i].Entered;
                Assert.That(works[i].RanOnPool, Is.False, $"{i}");
                await Tractor.Tests.Platform.Bounds.UntilAsync(() => ReaderThreads.Replaced == i + 1, "a takeover");
            }
        }

        Array.ForEach(works, static work => work.Open());
        await Task.WhenAll(works.Select(static work => work.Left));
        Assert.That(works.Count(static work => work.RanOnPool), Is.EqualTo(4));
        Assert.That(rig.Overlaps, Is.Zero);
    }

    [TestCase(0)]
    [TestCase(7)]
    public async Task The_end_during_a_handover(int partOfFrame)
    {
        GatedWork work = new();
        using ReaderRig rig = Blocked(work);
        rig.Send(TestFrames.Of(Blocking, 0), TestFrames.Of(1, 5));
        rig.Peer.Send(TestFrames.Bytes([TestFrames.Of(2, 5)]).AsSpan(0, partOfFrame));
        rig.Peer.Dispose();
        Exception? error = await rig.Ended;
        Assert.That(error is ConnectionClosedException, Is.EqualTo(partOfFrame > 0));
        Assert.That(await rig.NextDialogsAsync(2), Is.EqualTo(Expected(1)));
        Assert.That((ReaderWatchdog.Count, ReaderSlots.Taken), Is.EqualTo((0, 0)));
        work.Open();
        await work.Left;
        Assert.That(rig.Overlaps, Is.Zero);
    }

    [Test]
    public async Task What_is_thrown_behind_a_handover_is_unhandled_on_the_pool_and_disturbs_nobody()
    {
        Unhandled error = new();
        GatedWork work = new(after: () => throw error);
        using ReaderRig rig = Blocked(work);
        rig.Send(TestFrames.Of(Blocking, 0));
        Thread old = await work.Entered;
        rig.Send(TestFrames.Of(1, 10));
        Assert.That(await rig.NextDialogsAsync(2), Is.EqualTo(Expected(1)), "another thread leads");
        work.Open();
        Assert.That(await error.OnPool, Is.True);
        await Tractor.Tests.Platform.Bounds.UntilAsync(static () => ReaderThreads.Replaced == 0, "the old thread to come back");
        rig.Send(TestFrames.Of(2, 10), TestFrames.Of(3, 10));
        Assert.That(await rig.NextDialogsAsync(2), Is.EqualTo(new[] { 2UL, 3UL }));
        Assert.That((rig.Threads[old], rig.Threads.Count, rig.Takeovers, rig.Overlaps), Is.EqualTo((1, 2, 2, 0)));
    }

    [Test]
    public async Task A_frame_that_breaks_the_protocol_while_the_old_thread_is_blocked_ends_the_reading_once([Values] bool inHandler)
    {
        const ulong breaking = 7;
        GatedWork work = new();
        using ReaderRig rig = Blocked(work);
        Action<TestFrame, LeadReader> blocks = rig.OnFrame;
        rig.OnFrame = (frame, reader) =>
        {
            blocks(frame, reader);
            if (frame.Dialog == breaking)
            {
                throw new ProtocolException("broken", Soon.Actor());
            }
        };
        rig.Send(TestFrames.Of(Blocking, 0));
        Thread old = await work.Entered;
        byte[] broken = TestFrames.Bytes([TestFrames.Of(breaking, 0)]);
        FrameHeader.WriteLength(broken, inHandler ? 0 : int.MaxValue);
        rig.Peer.Send([.. TestFrames.Bytes([TestFrames.Of(1, 10)]), .. broken, .. TestFrames.Bytes([TestFrames.Of(2, 10)])]);
        Assert.That(await rig.Ended, Is.TypeOf<ProtocolException>());
        Assert.That((ReaderWatchdog.Count, ReaderSlots.Taken, work.Left.IsCompleted), Is.EqualTo((0, 0, false)));
        work.Open();
        await work.Left;
        await Tractor.Tests.Platform.Bounds.UntilAsync(static () => ReaderThreads.Replaced == 0, "the old thread to come back");
        Assert.That((rig.Threads[old], rig.Threads.Values.Sum(), rig.Overlaps), Is.EqualTo((1, inHandler ? 3 : 2, 0)), "nobody took the frame behind it");
    }

    [Test]
    public async Task An_abort_while_user_code_runs([Values] bool fromInside)
    {
        ReaderRig? rig = null;
        GatedWork work = new(before: () => Abort(rig!, fromInside));
        rig = Blocked(work);
        using ReaderRig owned = rig;
        rig.Send(TestFrames.Of(Blocking, 0));
        await work.Entered;
        Abort(rig, !fromInside);
        Assert.That(await rig.Ended, Is.Not.Null);
        work.Open();
        await work.Left;
        Assert.That(rig.Overlaps, Is.Zero);
    }

    [Test]
    public async Task Work_that_ends_in_time_keeps_its_thread()
    {
        int ran = 0;
        using ReaderRig rig = new() { OnFrame = (_, reader) => Defer(reader, new PlainWork(() => Interlocked.Increment(ref ran))) };
        rig.Start();
        for (ulong i = 0; i < 200; i++)
        {
            rig.Send(TestFrames.Of(i, 0));
            await rig.NextAsync();
        }

        rig.Peer.Dispose();
        await rig.Ended;
        await Bounds.UntilAsync(() => Volatile.Read(ref ran) == 200, "all work to be done");
        Assert.That(rig.Overlaps, Is.Zero);
        Assert.That(rig.Takeovers, Is.LessThan(100));
    }

    private static void Abort(ReaderRig rig, bool now)
    {
        if (now)
        {
            rig.Connection.Abort();
        }
    }

    private static ReaderRig Blocked(GatedWork work)
    {
        ReaderRig rig = new() { OnFrame = (frame, reader) => Defer(reader, frame.Dialog == Blocking ? work : null) };
        rig.Start();
        return rig;
    }

    private static void Defer(LeadReader reader, IThreadPoolWorkItem? work)
    {
        if (work is not null && !reader.TryDefer(work))
        {
            ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        }
    }

    private static IEnumerable<ulong> Expected(int count) => [Blocking, .. Enumerable.Range(1, count).Select(i => (ulong)i)];
}
