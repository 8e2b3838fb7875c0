using Tractor.ProcessTests.Death;

namespace Tractor.ProcessTests.Startup;

/// <summary>E4, SPN-14, SPN-15: a child that does not come up fails its start, with the cause, and leaves nothing.</summary>
internal abstract class StartFailureTests(ActorTransport transport) : ProcessFixture(transport)
{
    private static readonly ActorLimits Short = new() { StartTimeout = TimeSpan.FromSeconds(2) };

    [Test]
    [Property("Row", "SPN-15")]
    public async Task SPN15_E4_An_exit_while_booting_is_told_with_code_and_last_words()
    {
        ActorStartException error = await FailAsync(ChildStartup.Told("exit"));

        Assert.Multiple(() =>
        {
            Assert.That(error.Name, Is.EqualTo("unborn"));
            Assert.That(error.ExitCode, Is.EqualTo(4));
            Assert.That(error.Signal, Is.Null);
            Assert.That(error.StandardErrorTail, Does.Contain("start-up gives up"));
        });
    }

    [Test]
    [Property("Row", "SPN-15")]
    public async Task SPN15_E4_A_kill_while_booting_is_told_with_the_signal()
    {
        ActorStartException error = await FailAsync(ChildStartup.Told("kill"));

        Assert.That(error.Signal, Is.EqualTo(Signals.Kill));
        Assert.That(error.ExitCode, Is.Null);
    }

    // At its first instructions, long before it can connect, and with a limit that nobody would wait for.
    [Test]
    [Property("Row", "SPN-15")]
    public async Task SPN15_E4_A_kill_before_it_connects_is_told_at_once()
    {
        ActorLimits endless = new() { StartTimeout = TimeSpan.FromDays(1) };
        int pid = 0;
        Exception? error = null;
        await Root.RunAsync(async nursery =>
        {
            Task<Portal> start = nursery.StartActorAsync("unborn", Victims.Endpoints, new ActorOptions { Limits = endless });
            await UntilOneLivesAsync();
            pid = ProcessTree.Live().Single();
            Signals.Send(pid, Signals.Kill);
            error = await start.ErrorAsync();
            Assert.That(nursery.Children, Is.Empty);
        });

        Assert.That(error, Is.InstanceOf<ActorStartException>(), error?.ToString());
        ActorStartException died = (ActorStartException)error!;
        Assert.That((died.Name, died.Pid, died.Signal, died.ExitCode), Is.EqualTo(("unborn", (int?)pid, (int?)Signals.Kill, (int?)null)));
    }

    [Test]
    [Property("Row", "SPN-16")]
    public async Task SPN16_An_error_of_the_startup_method_is_the_inner_exception()
    {
        ActorStartException error = await FailAsync(ChildStartup.Told("throw"));

        Assert.That(error.InnerException, Is.InstanceOf<RemoteActorException>());
        RemoteActorException cause = (RemoteActorException)error.InnerException!;
        Assert.That(cause.Is<InvalidOperationException>(), Is.True, cause.ToString());
        Assert.That(error.Message, Does.Contain("no licence for unborn"));
    }

    [Test]
    [Property("Row", "SPN-16")]
    [Property("Row", "SPN-15")]
    public async Task SPN16_A_table_that_the_child_cannot_load_fails_its_start_with_the_childs_error()
    {
        ActorStartException error = await FailAsync(new ActorOptions(), new EndpointTable("No.Such.Assembly", "No.Such.Type"));

        Assert.That(error.InnerException, Is.InstanceOf<RemoteActorException>());
        Assert.That(((RemoteActorException)error.InnerException!).Is<FileNotFoundException>(), Is.True, error.ToString());
        Assert.That(error.Message, Does.Contain("No.Such.Assembly"));
        Assert.That(ProcessTree.IsGone(error.Pid!.Value), Is.True);
    }

    [Test]
    [Property("Row", "SPN-16")]
    public async Task SPN16_A_table_that_is_missing_in_an_assembly_of_the_child_is_named()
    {
        string assembly = typeof(StartFailureTests).Assembly.GetName().Name!;
        ActorStartException error = await FailAsync(new ActorOptions(), new EndpointTable(assembly, "No.Such.Type"));

        Assert.That(error.Message, Does.Contain($"{assembly}/No.Such.Type"));
    }

    [TestCase("block")]
    [TestCase("wait")]
    public async Task E4_A_startup_that_does_not_end_is_given_up_in_time(string how)
    {
        ActorStartException error = await FailAsync(ChildStartup.Told(how, Short));

        Assert.That(error.Timeout, Is.EqualTo(Short.StartTimeout));
        Assert.That(ProcessTree.IsGone(error.Pid!.Value), Is.True);
    }

    [Test]
    [Property("Row", "SPN-15")]
    public async Task SPN15_A_child_that_does_not_speak_the_protocol_fails_its_start()
    {
        ActorStartException error = await FailAsync(ChildStartup.Told("babble"));

        Assert.That(error.InnerException, Is.InstanceOf<ProtocolException>());
        Assert.That(error.Message, Does.Contain("a child that starts sent a 0 frame"));
        Assert.That(ProcessTree.IsGone(error.Pid!.Value), Is.True);
    }

    // Somebody may have stopped in its start-up.
    [Test]
    [Property("Row", "CAN-11")]
    public async Task CAN11_The_start_of_a_child_in_debug_mode_takes_as_long_as_it_takes()
    {
        string gate = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N"));
        await Root.RunAsync(async nursery =>
        {
            long began = TimeProvider.System.GetTimestamp();
            Task<Portal> start = nursery.StartActorAsync("slow", Victims.Endpoints, ChildStartup.Gated(gate) with { Limits = Short, DebugMode = true });
            await Soon.UntilAsync(() => File.Exists(ChildStartup.Reached(gate)) && TimeProvider.System.GetElapsedTime(began) > Short.StartTimeout * 1.1);
            Assert.That(start.IsCompleted, Is.False);
            await File.WriteAllTextAsync(gate, "");
            await (await start.WithinAsync()).CancelActorAsync(Soon.Bound);
            await nursery.CancelAsync();
        });
        File.Delete(gate);
        File.Delete(ChildStartup.Reached(gate));
    }

    [Test]
    public async Task A_working_directory_that_is_missing_fails_the_start_and_is_named()
    {
        ActorStartException error = await FailAsync(new ActorOptions { WorkingDirectory = "/no/such/directory" });

        Assert.That(error.Message, Does.Contain("/no/such/directory"));
        Assert.That(error.Pid, Is.Null);
    }

    [Test]
    [Property("Row", "SPN-14")]
    public async Task SPN14_A_start_that_is_cancelled_leaves_no_process()
    {
        await Root.RunAsync(async nursery =>
        {
            using CancellationTokenSource source = new();
            Task<Portal> start = nursery.StartActorAsync("unborn", Victims.Endpoints, ChildStartup.Told("wait"), source.Token);
            await UntilOneLivesAsync();
            await source.CancelAsync();

            Exception error = await start.ErrorAsync();

            Assert.That(error, Is.InstanceOf<OperationCanceledException>());
            Assert.That(((OperationCanceledException)error).CancellationToken, Is.EqualTo(source.Token));
            Assert.That(ProcessTree.Live(), Is.Empty, "the half-born process");
            Assert.That(nursery.Children, Is.Empty);
            Assert.That(nursery.CancelCalled, Is.False);
        });
    }

    [TestCase("wait")]
    [TestCase("block")]
    [Property("Row", "SPN-14")]
    [Property("Row", "CAN-12")]
    public async Task SPN14_CAN12_A_nursery_that_is_cancelled_while_a_child_starts_ends_it(string how)
    {
        Exception? error = null;
        await Root.RunAsync(async nursery =>
        {
            Task<Portal> start = nursery.StartActorAsync("unborn", Victims.Endpoints, ChildStartup.Told(how));
            await UntilOneLivesAsync();
            await nursery.CancelAsync();
            error = await start.ErrorAsync();
        });

        Assert.That(error, Is.InstanceOf<OperationCanceledException>());
        Assert.That(ProcessTree.Live(), Is.Empty);
    }

    [Test]
    [Property("Row", "SPN-14")]
    public async Task SPN14_A_cancel_at_any_moment_of_a_start_leaves_nothing()
    {
        // The moments of a start differ from machine to machine: cover them all evenly.
        for (int milliseconds = 0; milliseconds <= 320; milliseconds += 40)
        {
            int delay = milliseconds;
            await Root.RunAsync(async nursery =>
            {
                nursery.Run(token => nursery.StartActorAsync("unborn", Victims.Endpoints, cancellationToken: token));
                await Task.Delay(delay, CancellationToken.None);
                await nursery.CancelAsync();
            });
            Assert.That(ProcessTree.Live(), Is.Empty, $"cancelled after {delay} ms");
        }
    }

    [Test]
    public async Task A_failing_start_fails_the_nursery_bare()
    {
        Exception error = await Root.ErrorAsync(nursery => nursery.StartActorAsync("unborn", Victims.Endpoints, ChildStartup.Told("exit")));

        Assert.That(error, Is.InstanceOf<ActorStartException>());
    }

    private async Task<ActorStartException> FailAsync(ActorOptions options, EndpointTable? endpoints = null)
    {
        Exception? error = null;
        await Root.RunAsync(async nursery => error = await nursery.StartActorAsync("unborn", endpoints ?? Victims.Endpoints, options).ErrorAsync());
        Assert.That(error, Is.InstanceOf<ActorStartException>(), error?.ToString());
        return (ActorStartException)error!;
    }

    private static async Task UntilOneLivesAsync() =>
        Assert.That(await Soon.HoldsAsync(Soon.Bound, () => ProcessTree.Live().Count == 1), Is.True);
}
