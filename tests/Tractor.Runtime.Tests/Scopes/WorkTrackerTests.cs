using NUnit.Framework;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>Work that comes and goes on several threads, and who waits for its end.</summary>
[TestFixture]
internal sealed class WorkTrackerTests
{
    [Test]
    public async Task Who_waits_goes_on_when_no_work_is_left()
    {
        WorkTracker tracker = new();
        Assert.That(tracker.WaitIdleAsync().IsCompleted, Is.True);
        Assert.That((tracker.TryEnter(), tracker.TryEnter()), Is.EqualTo((true, true)));
        Task idle = tracker.WaitIdleAsync();
        tracker.Exit();
        Assert.That((idle.IsCompleted, tracker.Count), Is.EqualTo((false, 1)));
        tracker.Exit();
        await Soon.Ends(idle);
        Assert.That((tracker.TryEnter(), tracker.IsSealed), Is.EqualTo((true, false)));
    }

    [Test]
    public async Task The_door_closes_with_the_last_work()
    {
        WorkTracker tracker = new();
        tracker.TryEnter();
        Task idle = tracker.SealWhenIdleAsync();
        Assert.That((tracker.TryEnter(), tracker.IsSealed), Is.EqualTo((true, false)));
        tracker.Exit();
        tracker.Exit();
        await Soon.Ends(idle);
        Assert.That((tracker.TryEnter(), tracker.IsSealed), Is.EqualTo((false, true)));
        Assert.That(tracker.SealWhenIdleAsync().IsCompleted, Is.True);
    }

    [Test]
    public async Task Nothing_enters_behind_the_end_however_they_race()
    {
        for (int round = 0; round < 300; round++)
        {
            WorkTracker tracker = new();
            tracker.TryEnter();
            int under = 0, behind = 0;
            bool hasEnded = false;
            Task[] workers = [.. Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
            {
                while (tracker.TryEnter())
                {
                    Interlocked.Increment(ref under);
                    behind += Volatile.Read(ref hasEnded) ? 1 : 0;
                    Interlocked.Decrement(ref under);
                    tracker.Exit();
                }
            }))];
            Task waiter = Task.Run(async () =>
            {
                for (int i = 0; i < 20; i++)
                {
                    await tracker.WaitIdleAsync();
                }
            });
            Task end = Task.Run(async () =>
            {
                await tracker.SealWhenIdleAsync();
                Volatile.Write(ref hasEnded, true);
                Assert.That((under, tracker.Count), Is.EqualTo((0, 0)));
            });
            tracker.Exit();
            await Soon.Ends(Task.WhenAll([.. workers, waiter, end]));
            Assert.That(behind, Is.Zero);
        }
    }
}
