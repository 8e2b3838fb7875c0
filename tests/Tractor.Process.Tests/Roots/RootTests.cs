using Tractor.ProcessTests.Surroundings;

namespace Tractor.ProcessTests.Roots;

/// <summary>RUN rows: when there is a root, and when there is none.</summary>
internal sealed class RootTests : LeakGuard
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
            await Root.ErrorAsync(_ => throw new InvalidOperationException());
            Assert.That(CurrentActor.Exists, Is.False);
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
        Assert.Throws<NoActorException>(() => _ = CurrentActor.Id);
        Assert.Throws<NoActorException>(() => CurrentActor.RequestCancel());
        Assert.That(await CurrentActor.ConnectAsync(new ActorAddress("uds", "/none")).ErrorAsync(), Is.InstanceOf<NoActorException>());
    }

    [Test]
    [Property("Row", "RUN-06")]
    public async Task RUN06_The_root_adds_nothing_to_results_and_errors()
    {
        InvalidOperationException thrown = new();
        Assert.That(await Root.RunAsync(_ => Task.FromResult(42)), Is.EqualTo(42));
        Assert.That(await Root.ErrorAsync(_ => throw thrown), Is.SameAs(thrown));
    }

    [Test]
    [Property("Row", "RUN-18")]
    public async Task RUN18_RequestCancel_from_a_thread_ends_the_actor_with_its_children()
    {
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("explorer", Explorers.Endpoints);
            Thread thread = new(CurrentActor.RequestCancel);
            thread.Start();
            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
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
