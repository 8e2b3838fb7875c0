using System.Runtime.CompilerServices;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Reading;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>What a frame wakes runs once, with nothing left over from what ran before it.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class DeferredWorkTests
{
    private static readonly AsyncLocal<string?> Local = new();

    [TearDown]
    public Task Nothing_is_left() => ReaderState.IsClean();

    [Test]
    public async Task Of_several_pieces_one_runs_here_and_the_others_on_the_pool()
    {
        Task<bool>[] pools = await RunAsync(3, static (reader, works) => Array.ForEach(works, work => Assert.That(reader.TryDefer(work), Is.True)));
        Assert.That(await Soon.Ends(Task.WhenAll(pools)), Is.EqualTo(new[] { false, true, true }));
    }

    [Test]
    public async Task A_frame_that_breaks_the_connection_does_not_lose_what_it_woke()
    {
        Task<bool>[] pools = await RunAsync(2, static (reader, works) =>
        {
            Array.ForEach(works, work => reader.TryDefer(work));
            throw new ProtocolException("broken", Soon.Actor());
        });
        Assert.That(await Soon.Ends(Task.WhenAll(pools)), Is.EqualTo(new[] { true, true }));
    }

    [Test]
    public async Task No_work_is_taken_outside_of_a_frame()
    {
        bool inWork = true;
        using ReaderRig rig = new();
        rig.OnFrame = (_, reader) => reader.TryDefer(new PlainWork(() => inWork = reader.TryDefer(new PlainWork(static () => { }))));
        rig.Start();
        rig.Send(TestFrames.Of(1, 0));
        rig.Peer.Dispose();
        await rig.Ended;
        Assert.That((inWork, rig.Reader.TryDefer(new PlainWork(static () => { })), rig.Reader.IsLedByThisThread), Is.EqualTo((false, false, false)));
    }

    // Pieces that take long in a busy machine may end up on another thread, or on the pool: until three ran on one reader's.
    [Test]
    public async Task Nothing_of_a_flow_is_left_for_the_next()
    {
        const int most = 1000;
        List<(string?, SynchronizationContext?, bool)> seen = [];
        Dictionary<int, int> byThread = [];
        TaskCompletionSource done = Soon.Gate();
        using ReaderRig rig = new();
        PlainWork work = new(() =>
        {
            seen.Add((Local.Value, SynchronizationContext.Current, ExecutionContext.IsFlowSuppressed()));
            Local.Value = "left";
            SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
            ExecutionContext.SuppressFlow();
            if (!Thread.CurrentThread.IsThreadPoolThread)
            {
                byThread[Environment.CurrentManagedThreadId] = byThread.GetValueOrDefault(Environment.CurrentManagedThreadId) + 1;
            }

            done.SetResult();
        });
        rig.OnFrame = (_, reader) =>
        {
            if (!reader.TryDefer(work))
            {
                ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
            }
        };
        rig.Start();
        for (ulong i = 1; i <= most && !byThread.ContainsValue(3); i++)
        {
            done = Soon.Gate();
            rig.Send(TestFrames.Of(i, 0));
            await Soon.Ends(done.Task);
        }

        rig.Peer.Dispose();
        await rig.Ended;
        Assert.That(byThread, Does.ContainValue(3));
        Assert.That(seen, Is.All.EqualTo(((string?)null, (SynchronizationContext?)null, false)));
    }

    [Test]
    public async Task What_is_thrown_is_unhandled_on_the_pool_and_the_reader_goes_on()
    {
        Unhandled error = new();
        using ReaderRig rig = new();
        rig.OnFrame = (frame, reader) => reader.TryDefer(new PlainWork(() => throw error));
        rig.Start();
        rig.Send(TestFrames.Of(1, 0));
        Assert.That(await error.OnPool, Is.True);
        rig.OnFrame = static (_, _) => { };
        rig.Send(TestFrames.Of(2, 0));
        Assert.That(await rig.NextDialogsAsync(2), Is.EqualTo(new[] { 1UL, 2UL }));
    }

    [Test]
    public async Task A_long_batch_does_not_hold_back_what_is_to_be_sent()
    {
        int before = 0;
        using ReaderRig rig = new();
        rig.OnFrame = (frame, reader) =>
        {
            before = frame.Dialog == 99 ? rig.BatchEnds + rig.Takeovers : before;
            Action piece = frame.Dialog % 20 == 19 ? () => WaitForALook(reader) : static () => { };

            // Of a batch that is slow in a busy machine no more is taken: the frame itself takes as long then.
            if (!reader.TryDefer(new PlainWork(piece)))
            {
                piece();
            }
        };
        rig.Send([.. Enumerable.Range(0, 100).Select(i => TestFrames.Of((ulong)i, 0))]);
        rig.Start();
        rig.Peer.Dispose();
        await rig.Ended;
        Assert.That(before, Is.GreaterThanOrEqualTo(5), "the first takeover, and a look at every twentieth piece before the last");
    }

    [Test]
    public async Task Many_pieces_that_each_take_long_do_not_wait_for_each_other()
    {
        int here = 0;
        int pool = 0;
        using ReaderRig rig = new();
        rig.OnFrame = (frame, reader) =>
        {
            if (reader.TryDefer(new PlainWork(() => WaitForALook(reader))))
            {
                here++;
            }
            else
            {
                pool++;
            }
        };
        rig.Send([.. Enumerable.Range(0, 500).Select(i => TestFrames.Of((ulong)i, 0))]);
        rig.Start();
        rig.Peer.Dispose();
        await rig.Ended;
        Assert.That((here > 0, pool > 100), Is.EqualTo((true, true)), $"{here} here, {pool} left to the pool");
    }

    [Test]
    public async Task A_parked_thread_keeps_no_reader_alive()
    {
        List<WeakReference> gone = [];
        for (int i = 0; i < 8; i++)
        {
            gone.Add(await ReadAndEndAsync());
        }

        await Tractor.Tests.Platform.Bounds.UntilAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return gone.TrueForAll(static reference => !reference.IsAlive);
            },
            "the readers to be collected");
    }

    [Test]
    public async Task A_connection_that_ends_while_its_reader_spins_is_counted_off()
    {
        using ReaderRig rig = new(spin: TimeSpan.FromMinutes(1));
        rig.Start();
        await Tractor.Tests.Platform.Bounds.UntilAsync(() => SpinsAfterShortWaits(rig), "the reader to spin");
        rig.Connection.Abort();
        Assert.That(await rig.Ended, Is.Not.Null);
        Assert.That(SpinCredit.Spinners, Is.Zero);
    }

    private static bool SpinsAfterShortWaits(ReaderRig rig)
    {
        for (int i = 0; i < 20 && SpinCredit.Spinners == 0; i++)
        {
            rig.Send(TestFrames.Of(1, 0));
            Thread.SpinWait(1000);
        }

        return SpinCredit.Spinners == 1;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> ReadAndEndAsync()
    {
        ReaderRig rig = new();
        WeakReference reference = new(rig.Reader);
        rig.Start();
        rig.Send(TestFrames.Of(1, 0));
        await rig.NextAsync();
        rig.Peer.Dispose();
        await rig.Ended;
        rig.Dispose();
        return reference;
    }

    // Until the watchdog has seen that this piece runs.
    private static void WaitForALook(LeadReader reader)
    {
        long lead = reader.Lead;
        long start = TimeProvider.System.GetTimestamp();
        while (reader.LastSeen != lead && reader.Lead == lead && TimeProvider.System.GetElapsedTime(start) < Soon.Bound)
        {
            Thread.Yield();
        }
    }

    // Whether each piece ran on a thread of the pool.
    private static async Task<Task<bool>[]> RunAsync(int count, Action<LeadReader, IThreadPoolWorkItem[]> onFrame)
    {
        TaskCompletionSource<bool>[] pools = [.. Enumerable.Range(0, count).Select(_ => Soon.Gate<bool>())];
        IThreadPoolWorkItem[] works = [.. pools.Select(pool => new PlainWork(() => pool.SetResult(Thread.CurrentThread.IsThreadPoolThread)))];
        using ReaderRig rig = new() { OnFrame = (_, reader) => onFrame(reader, works) };
        rig.Start();
        rig.Send(TestFrames.Of(1, 0));
        await rig.NextAsync();
        rig.Peer.Dispose();
        await rig.Ended;
        return [.. pools.Select(pool => pool.Task)];
    }
}
