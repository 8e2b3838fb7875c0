namespace Tractor.ProcessTests.Roots;

/// <summary>RUN-07, CAN-16: what was registered for the exit is disposed once, last first, before the process is gone.</summary>
internal abstract class ExitResourceTests(ActorTransport transport) : ProcessFixture(transport)
{
    private string _file = "";

    [SetUp]
    public void MakeFile() => _file = Path.GetTempFileName();

    [TearDown]
    public void DeleteFile() => File.Delete(_file);

    [TestCase("return")]
    [TestCase("error")]
    [TestCase("timeout")]
    [TestCase("cancel")]
    [Property("Row", "RUN-07")]
    public async Task RUN07_Of_a_root(string how)
    {
        using CancellationTokenSource source = new();
        Task run = ActorNursery.RunAsync(
            async nursery =>
            {
                Keepers.Keep(_file);
                switch (how)
                {
                    case "error":
                        throw new InvalidOperationException();
                    case "timeout":
                        await CancelScope.RunAsync(scope => Task.Delay(Timeout.Infinite, scope.CancellationToken), TimeSpan.FromMilliseconds(50));
                        throw new TimeoutException();
                    case "cancel":
                        await source.CancelAsync();
                        await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
                        break;
                    default:
                        break;
                }
            },
            Root.Options(),
            source.Token);
        await run.WithinAsync().ContinueWith(_ => { }, TaskScheduler.Default);

        await AssertDisposedAsync();
    }

    [TestCase("return")]
    [TestCase("error")]
    [TestCase("timeout")]
    [Property("Row", "RUN-07")]
    public async Task RUN07_Of_a_one_shot(string how)
    {
        Task run = Root.RunAsync(nursery => nursery.RunInActorAsync("keeper", Keepers.Endpoints, portal =>
            how switch
            {
                "error" => portal.HoldAndFailAsync(_file),
                "timeout" => portal.HoldAndTimeOutAsync(_file),
                _ => portal.HoldAsync(_file),
            }));
        await run.ContinueWith(_ => { }, TaskScheduler.Default);

        await AssertDisposedAsync();
    }

    [TestCase("nursery")]
    [TestCase("cancel")]
    [TestCase("SIGTERM")]
    [Property("Row", "RUN-07")]
    public async Task RUN07_Of_a_daemon(string how)
    {
        await Root.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("keeper", Keepers.Endpoints);
            int pid = await portal.HoldAsync(_file);
            switch (how)
            {
                case "cancel":
                    Assert.That(await portal.CancelActorAsync(Soon.Bound), Is.True);
                    break;
                case "SIGTERM":
                    Signals.Send(pid, Signals.Terminate);
                    break;
                default:
                    await nursery.CancelAsync();
                    break;
            }
        });

        await AssertDisposedAsync();
    }

    [Test]
    [Property("Row", "RUN-07")]
    [Property("Row", "RUN-18")]
    public async Task RUN07_RUN18_Of_an_actor_that_ends_itself()
    {
        await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("keeper", Keepers.Endpoints);
            await portal.HoldAndLeaveAsync(_file);
        });

        await AssertDisposedAsync();
    }

    [Test]
    public async Task A_slow_exit_after_an_end_in_order_is_cut_by_the_kill_timeout_only()
    {
        ActorLimits limits = new() { OrphanGrace = TimeSpan.FromMilliseconds(100), KillTimeout = TimeSpan.FromSeconds(20) };
        EventLog log = new();
        await Root.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("keeper", Keepers.Endpoints);
                await portal.ExitSlowlyAsync(_file, 600);
                await nursery.CancelAsync();
            },
            log,
            limits);

        await AssertDisposedAsync();
        Assert.That(log.Count(EventLog.Killing), Is.Zero);
    }

    private async Task AssertDisposedAsync() => Assert.That(await File.ReadAllTextAsync(_file), Is.EqualTo("3 2 1 "));
}
