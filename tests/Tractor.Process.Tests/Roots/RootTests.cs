using Tractor.ProcessTests.Surroundings;
using Tractor.ProcessTests.Teardown;

namespace Tractor.ProcessTests.Roots;

/// <summary>RUN rows: when there is a root, and when there is none.</summary>
internal abstract class RootTests(ActorTransport transport) : ProcessFixture(transport)
{
    [Test]
    [Property("Row", "RUN-01")]
    [Property("Row", "RUN-03")]
    public async Task RUN01_RUN03_The_first_nursery_boots_a_root_which_ends_with_it_however_it_ends()
    {
        for (int i = 0; i < 2; i++)
        {
            ActorId id = await Root.RunAsync(_ => Task.FromResult(CurrentActor.Id));
            Assert.That((id.Name, id.Pid), Is.EqualTo(("root", Environment.ProcessId)));
            Assert.That(CurrentActor.Exists, Is.False);
            await ActorNursery.RunAsync(_ => throw new InvalidOperationException(), Root.Options() with { Name = "other" }).ErrorAsync();
            Assert.That(CurrentActor.Exists, Is.False);
            Assert.That((CurrentActor.Context, CurrentActor.Dialog), Is.EqualTo((null as EndpointContext, null as object)));
        }
    }

    [Test]
    [Property("Row", "RUN-02")]
    public async Task RUN02_A_second_root_in_one_flow_is_refused()
    {
        Exception error = await Root.ErrorAsync(_ => ActorRuntime.RunAsync(_ => Task.CompletedTask));

        Assert.That(error, Is.InstanceOf<RootActorException>());
        Assert.That(((RootActorException)error).Running!.Name, Is.EqualTo("root"));
    }

    [Test]
    [Property("Row", "RUN-02")]
    public async Task RUN02_A_second_root_in_a_child_is_refused_and_told_boxed()
    {
        Exception error = await Root.ErrorAsync(nursery =>
            nursery.RunInActorAsync("child", Explorers.Endpoints, async portal => await portal.OpenRootAsync()));

        Assert.That(((RemoteActorException)error).Is<RootActorException>(), Is.True, error.ToString());
    }

    [Test]
    [Property("Row", "RUN-04")]
    public async Task RUN04_What_needs_an_actor_says_so_where_there_is_none()
    {
        Action[] needy =
        [
            () => _ = CurrentActor.Id,
            () => _ = CurrentActor.Name,
            () => _ = CurrentActor.Root,
            () => _ = CurrentActor.IsRoot,
            () => _ = CurrentActor.Address,
            () => _ = CurrentActor.Parent,
            () => _ = CurrentActor.AddressOver(ActorTransport.Tcp),
            () => _ = CurrentActor.DebugMode,
            () => _ = CurrentActor.HoldForDebugging(),
            CurrentActor.RequestCancel,
            () => CurrentActor.OnExit(new MemoryStream()),
        ];
        foreach (Action each in needy)
        {
            Assert.Throws<NoActorException>(each);
        }

        Assert.That(await CurrentActor.ConnectAsync(new ActorAddress("uds", "/none")).ErrorAsync(), Is.InstanceOf<NoActorException>());
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [Test]
    [Property("Row", "RUN-06")]
    public async Task RUN06_The_root_adds_nothing_to_results_and_errors()
    {
        InvalidOperationException thrown = new();
        Assert.That(await Root.RunAsync(_ => Task.FromResult(42)), Is.EqualTo(42));
        AggregateException group = new(new InvalidOperationException(), new OperationCanceledException());
        OperationCanceledException foreign = new("a time-out of somebody else's");
        object result = new();
        foreach (Exception each in new Exception[] { thrown, group, foreign })
        {
            Assert.That(await Root.ErrorAsync(_ => throw each), Is.SameAs(each));
            Assert.That(await ActorRuntime.RunAsync(_ => Task.FromException(each), Root.Options()).ErrorAsync(), Is.SameAs(each));
        }

        Assert.That(await Root.RunAsync(_ => Task.FromResult(result)), Is.SameAs(result));
    }

    [TestCase("throws")]
    [TestCase("cancelled")]
    [Property("Row", "RUN-19")]
    public async Task RUN19_The_error_of_a_root_comes_out_when_all_below_has_cleaned_up_and_the_root_is_gone(string how)
    {
        string file = Path.GetTempFileName();
        using CancellationTokenSource source = new();
        InvalidOperationException thrown = new("the root");
        ActorLimits patient = new() { CancelTimeout = TimeSpan.FromSeconds(20) };
        int pid = 0;
        Exception error = await ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
                pid = portal.Actor.Pid;
                CurrentActor.OnExit(new FileNote(file, "root;"));
                await portal.OpenCleanUpAsync(300, file);
                if (how == "throws")
                {
                    throw thrown;
                }

                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
            },
            Root.Options(limits: patient),
            source.Token).ErrorAsync();

        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("cleanroot;"));
        Assert.That(ProcessTree.IsGone(pid), Is.True);
        Assert.That(CurrentActor.Exists, Is.False);
        Assert.That(error, how == "throws" ? Is.SameAs(thrown) : Is.InstanceOf<OperationCanceledException>());
        File.Delete(file);
    }

    [Test]
    [Property("Row", "RUN-18")]
    public async Task RUN18_RequestCancel_from_a_thread_ends_the_actor_with_its_children()
    {
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("explorer", Explorers.Endpoints);
            // A callback that blocks until the request has returned: who asks does not wait for it.
            using ManualResetEventSlim returned = new();
            bool inTime = false;
            using CancellationTokenRegistration slow = nursery.CancellationToken.Register(() => inTime = returned.Wait(Soon.Bound));
            Thread thread = new(() =>
            {
                CurrentActor.RequestCancel();
                returned.Set();
            });
            thread.Start();
            Assert.That(thread.Join(Soon.Bound), Is.True);
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => inTime), Is.True);
            nursery.CancellationToken.ThrowIfCancellationRequested();
        });

        Assert.That(error, Is.InstanceOf<OperationCanceledException>());
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [TestCase("|")]
    [TestCase("uds:/tmp/none.sock|00000000000000000000000000000000|00000000000000000000000000000000|1|somebody")]
    [Property("Row", "RUN-21")]
    public async Task RUN21_A_child_that_nothing_took_over_refuses_to_be_a_root(string spawn)
    {
        Dictionary<string, string> environment = new() { ["TRACTOR_SPAWN"] = spawn };
        await using ProgramUnderTest program = ProgramUnderTest.Start(environment, "taken-over");

        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(7));
        Assert.That(await program.LineAsync("refused"), Does.Contain("StartupHookSupport"));
        Assert.That(program.Lines.Count(line => line.StartsWith("main", StringComparison.Ordinal)), Is.EqualTo(1));
    }
}
