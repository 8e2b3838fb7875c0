using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tractor.ProcessTests.Surroundings;
using Tractor.ProcessTests.Teardown;

namespace Tractor.ProcessTests.Startup;

/// <summary>When a start returns, with what, and what each child is told.</summary>
internal abstract class ReadyTests(ActorTransport transport) : ProcessFixture(transport)
{
    // The reference of the original, here as time of the processor, which the load of the machine does not change.
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(290);

    [Test]
    [Property("Row", "SPN-01")]
    public async Task SPN01_A_start_returns_when_the_child_is_ready_and_not_before()
    {
        string gate = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await Root.RunAsync(async nursery =>
        {
            Task<Portal> start = nursery.StartActorAsync("gated", Beginners.Endpoints, ChildStartup.Gated(gate));
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => File.Exists(ChildStartup.Reached(gate))), Is.True);
            Assert.That(start.IsCompleted, Is.False, "it is connected, and its start-up has not ended");
            Assert.That(nursery.Children, Is.Empty);
            await File.WriteAllTextAsync(gate, "open");
            Portal portal = await start;

            Assert.That(nursery.Children, Is.EqualTo(new[] { portal.Actor }));
            Assert.That(portal.IsConnected, Is.True);
            Assert.That(await portal.WasStartedUpAsync(), Is.True);
            await nursery.CancelAsync();
        });
        File.Delete(gate);
        File.Delete(ChildStartup.Reached(gate));
    }

    // The start is the median of seven, as the original measures its cold imports. Wall times have room for a loaded machine.
    [Test]
    [Property("Row", "SPN-02")]
    [Property("Row", "RUN-17")]
    public async Task SPN02_A_child_starts_within_the_budget_and_nothing_in_its_life_waits_for_a_limit()
    {
        TimeSpan most = TimeSpan.FromDays(1);
        ActorLimits endless = new() { CancelTimeout = most, KillTimeout = most, DialogCancelTimeout = most, StartTimeout = most, HandshakeTimeout = most };
        List<TimeSpan> processor = [], firstCall = [], cancel = [], exit = [];
        for (int i = 0; i < 7; i++)
        {
            Stopwatch leaving = new();
            await Root.RunAsync(
                async nursery =>
                {
                    Stopwatch watch = Stopwatch.StartNew();
                    Portal portal = await nursery.StartActorAsync("worker", Beginners.Endpoints);
                    processor.Add(await portal.ProcessorTimeAsync());
                    firstCall.Add(watch.Elapsed);
                    Portal other = await nursery.StartActorAsync("other", Beginners.Endpoints);
                    watch.Restart();
                    Assert.That(await other.CancelActorAsync(Soon.Bound), Is.True);
                    cancel.Add(watch.Elapsed);
                    leaving.Start();
                    await nursery.CancelAsync();
                },
                limits: endless);
            exit.Add(leaving.Elapsed);
        }

        Assert.That(Median(processor), Is.LessThan(Budget));
        Assert.That(Median(firstCall), Is.LessThan(Budget * 10));
        Assert.That(cancel.Min(), Is.LessThan(TimeSpan.FromMilliseconds(500)));
        Assert.That(exit.Min(), Is.LessThan(TimeSpan.FromMilliseconds(1000)));

        static TimeSpan Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2);
    }

    [Test]
    [Property("Row", "RUN-17")]
    public async Task RUN17_A_child_loads_nothing_that_it_does_not_need()
    {
        string[] needless = ["System.Net.Http", "System.Linq.Expressions", "System.Text.Json", "System.Private.Xml", "System.Net.Security", "Microsoft.CodeAnalysis"];
        string[] loaded = await Root.RunAsync(nursery => nursery.RunInActorAsync("worker", Beginners.Endpoints, async portal => await portal.AssembliesAsync()));

        Assert.That(loaded, Does.Contain("Tractor.Runtime"));
        Assert.That(loaded.Where(name => needless.Any(each => name.StartsWith(each, StringComparison.Ordinal))), Is.Empty);
    }

    [Test]
    [Property("Row", "SPN-13")]
    public async Task SPN13_A_child_is_in_the_table_as_long_as_it_is_not_reaped()
    {
        ActorNursery? nursery = null;
        await Root.RunAsync(async opened =>
        {
            nursery = opened;
            Portal first = await opened.StartActorAsync("first", Beginners.Endpoints);
            Portal second = await opened.StartActorAsync("second", Beginners.Endpoints);
            Assert.That(opened.Children, Is.EquivalentTo(new[] { first.Actor, second.Actor }));
            await first.CancelActorAsync(Soon.Bound);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => opened.Children.Count == 1), Is.True);

            Assert.That(opened.Children, Is.EqualTo(new[] { second.Actor }));
            Assert.That(ProcessTree.IsGone(first.Actor.Pid), Is.True);
            Assert.That(ProcessTree.Zombies(), Is.Empty);
            await opened.CancelAsync();
        });

        Assert.That(nursery!.Children, Is.Empty);
    }

    [Test]
    [Property("Row", "SPN-09")]
    public async Task SPN09_The_log_level_is_the_childs_own_or_that_of_its_parent()
    {
        ActorRuntimeOptions options = Root.Options() with { LogLevel = LogLevel.Warning };
        string[] levels = await ActorNursery.RunAsync(
            async nursery =>
            {
                string[] seen =
                [
                    await AskAsync(nursery, null),
                    await AskAsync(nursery, LogLevel.Debug),
                    await nursery.RunInActorAsync("told", Beginners.Endpoints, async portal => await portal.LogLevelBelowAsync(), new ActorOptions { LogLevel = LogLevel.Error }),
                ];
                return seen;
            },
            options).WithinAsync();

        Assert.That(levels, Is.EqualTo(new[] { "Warning Warning,Error,Critical", "Debug Debug,Information,Warning,Error,Critical", "Error Error,Critical" }));

        static Task<string> AskAsync(ActorNursery nursery, LogLevel? level) =>
            nursery.RunInActorAsync("asked", Beginners.Endpoints, async portal => await portal.LogLevelAsync(), new ActorOptions { LogLevel = level });
    }

    [Test]
    [Property("Row", "SPN-09")]
    public async Task SPN09_What_is_below_the_level_is_not_logged()
    {
        EventLog log = new();
        await ActorNursery.RunAsync(
            async nursery =>
            {
                await nursery.StartActorAsync("worker", Beginners.Endpoints);
                await nursery.CancelAsync();
            },
            Root.Options(log) with { LogLevel = LogLevel.Warning }).WithinAsync();

        Assert.That(log.Events, Is.Empty);
    }

    [Test]
    [Property("Row", "SPN-12")]
    [Property("Row", "SPN-17")]
    public async Task SPN17_Each_option_is_for_one_child_alone()
    {
        ActorOptions own = new()
        {
            WorkingDirectory = "/etc",
            Environment = new Dictionary<string, string?> { ["TRACTOR_TEST_COLOUR"] = "blue" },
            Culture = System.Globalization.CultureInfo.GetCultureInfo("sv-SE"),
            Limits = new ActorLimits { MaxDialogsPerPeer = 77 },
            LogLevel = LogLevel.Critical,
        };
        await Root.RunAsync(
            async nursery =>
            {
                Portal told = await nursery.StartActorAsync("told", Beginners.Endpoints + Explorers.Endpoints, own);
                Portal plain = await nursery.StartActorAsync("plain", Beginners.Endpoints);
                string culture = $"{System.Globalization.CultureInfo.CurrentCulture.Name} {System.Globalization.CultureInfo.CurrentUICulture.Name}";

                Assert.That(await told.LookAsync(), Is.EqualTo("told /etc blue sv-SE sv-SE 77 Critical"));
                Assert.That(await plain.LookAsync(), Is.EqualTo($"plain {Environment.CurrentDirectory}  {culture} 78 Trace"));
                Assert.That(await told.NameAsync(), Is.EqualTo("told"));
                Assert.That(await plain.NameAsync().ErrorAsync(), Is.InstanceOf<EndpointNotExposedException>());
                await nursery.CancelAsync();
            },
            limits: new ActorLimits { MaxDialogsPerPeer = 78 });
    }

    [Test]
    [Property("Row", "SPN-17")]
    public async Task SPN17_How_a_child_is_made_is_for_it_and_what_is_below_it()
    {
        (string Name, int Pid)[][] all = await Root.RunAsync(async nursery => new[]
        {
            await nursery.RunInActorAsync("near", Workers.Endpoints, async portal => await portal.RecurseAsync(1), new ActorOptions { Spawning = ActorSpawning.InProcess }),
            await nursery.RunInActorAsync("far", Workers.Endpoints, async portal => await portal.RecurseAsync(1)),
        });

        Assert.That(all[0].Select(level => level.Pid), Is.EqualTo(new[] { Environment.ProcessId, Environment.ProcessId }));
        Assert.That(all[1].Select(level => level.Pid).Append(Environment.ProcessId), Is.Unique);
    }

    [Test]
    [Property("Row", "RUN-12")]
    public async Task RUN12_The_transport_of_the_root_is_that_of_all_below_it()
    {
        string[] schemes = await Root.RunAsync(
            async nursery => (string[])[CurrentActor.Address.Transport, .. await nursery.RunInActorAsync("child", Beginners.Endpoints, async portal => await portal.SchemesAsync(2))]);

        Assert.That(schemes, Is.EqualTo(new[] { Root.Transport, Root.Transport, Root.Transport }));
    }

    [Test]
    [Property("Row", "RUN-21")]
    public void RUN21_An_unknown_way_of_spawning_is_refused_before_anything_is_started()
    {
        ActorSpawning unknown = (ActorSpawning)7;

        Assert.That(() => new ActorOptions { Spawning = unknown }, Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("InProcess"));
        Assert.That(() => new ActorRuntimeOptions { Spawning = unknown }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [Test]
    [Property("Row", "SPN-07")]
    public async Task SPN07_The_portal_of_a_one_shot_serves_no_call_after_its_one()
    {
        await Root.RunAsync(async nursery =>
        {
            Portal? kept = null;
            await nursery.RunInActorAsync("shot", Beginners.Endpoints, async portal =>
            {
                kept = portal;
                await portal.WasStartedUpAsync();
            });
            Exception error = await kept!.WasStartedUpAsync().ErrorAsync();

            Assert.That(error, Is.InstanceOf<TractorException>(), error.ToString());
            Assert.That(nursery.CancelCalled, Is.False);
        });
    }
}
