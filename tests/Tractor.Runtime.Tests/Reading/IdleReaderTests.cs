using System.Globalization;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Reading;
using Tractor.Runtime.Tests.Links;
using Tractor.Tests.Platform;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Readers that have nothing to read cost nothing, and are looked after again when they have.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class IdleReaderTests
{
    private static readonly TimeSpan Spin = TimeSpan.FromMicroseconds(30);

    [TearDown]
    public Task Nothing_is_left() => ReaderState.IsClean();

    [Test]
    public async Task Quiet_readers_burn_no_processor()
    {
        using ReaderRig one = new(Spin);
        using ReaderRig other = new(Spin);
        foreach (ReaderRig rig in new[] { one, other })
        {
            rig.Start();
            for (ulong i = 0; i < 500; i++)
            {
                rig.Send(TestFrames.Of(i, 10));
                await rig.NextAsync();
            }
        }

        await ParkedAsync();

        await Bounds.UntilAsync(static () => Threads().All(static thread => IsAsleep(thread.Key)), "the readers' threads to sleep");
        Assert.That(Threads(), Has.Count.GreaterThanOrEqualTo(3), "two readers and the watchdog");
        await NobodyRunsForASecondAsync();
        Assert.That(ReaderWatchdog.IsParked, Is.True);
    }

    [Test]
    public async Task A_reader_that_wakes_is_looked_after_again()
    {
        GatedWork? work = null;
        using ReaderRig rig = new(Spin);
        rig.OnFrame = (frame, reader) =>
        {
            if (frame.Dialog % 2 == 0)
            {
                reader.TryDefer(work!);
            }
        };
        rig.Start();
        for (ulong i = 0; i < 200; i += 2)
        {
            if (i % 3 == 0)
            {
                await ParkedAsync();
            }

            work = new GatedWork();
            rig.Send(TestFrames.Of(i, 0), TestFrames.Of(i + 1, 0));
            Assert.That(await rig.NextDialogsAsync(2), Is.EqualTo(new[] { i, i + 1 }));
            work.Open();
            await work.Left;
        }

        Assert.That(rig.Overlaps, Is.Zero);
    }

    // What was begun before may have its end yet: a thread too many that goes, a last tick. Then comes a second in which none of
    // them gets a processor once. No wait for anything: it is the span that is looked at, and whatever ticks here ticks a
    // thousand times in it.
    private static async Task NobodyRunsForASecondAsync()
    {
        const int mostSpans = 10;
        for (int span = 0; span < mostSpans; span++)
        {
            Dictionary<string, long> before = Threads();
            await Task.Delay(TimeSpan.FromSeconds(1));
            Dictionary<string, long> after = Threads();
            if (after.Count == before.Count && !after.Except(before).Any())
            {
                return;
            }
        }

        Assert.Fail($"There was no second in {mostSpans} in which none of the readers' threads got a processor.");
    }

    // The readers' own threads, and how often each got a processor.
    private static Dictionary<string, long> Threads()
    {
        Dictionary<string, long> runs = [];
        foreach (string thread in Directory.GetDirectories("/proc/self/task"))
        {
            if (Read(thread, "comm").StartsWith("tractor ", StringComparison.Ordinal) && Read(thread, "schedstat").Split(' ') is [_, _, string times])
            {
                runs[thread] = long.Parse(times, CultureInfo.InvariantCulture);
            }
        }

        return runs;
    }

    private static bool IsAsleep(string thread) => Read(thread, "stat").Split(") ") is not [_, string state, ..] || state[0] == 'S';

    private static string Read(string thread, string file)
    {
        try
        {
            return File.ReadAllText($"{thread}/{file}");
        }
        catch (IOException)
        {
            // It went while we looked.
            return "";
        }
    }

    private static Task ParkedAsync() => Bounds.UntilAsync(static () => ReaderWatchdog.IsParked, "the watchdog to park");
}
