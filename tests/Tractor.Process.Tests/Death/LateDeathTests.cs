namespace Tractor.ProcessTests.Death;

/// <summary>A child that was asked to end and crashes instead, or is killed from outside: its error is not lost.</summary>
internal abstract class LateDeathTests(ActorTransport transport) : ProcessFixture(transport)
{
    // So that a busy machine kills nobody whose crash is the point: its dump of a stack takes its time.
    private static readonly ActorLimits Patient = new()
    {
        CancelTimeout = TimeSpan.FromSeconds(20),
        KillTimeout = TimeSpan.FromSeconds(20),
        DialogCancelTimeout = TimeSpan.FromSeconds(20),
    };

    private readonly EventLog _log = new();

    [SetUp]
    public void NewLog() => _log.Forget();

    [TestCase("exit", 3, null, "about to exit")]
    [TestCase("fail fast", null, Signals.Abort, "enough of it")]
    [TestCase("overflow", null, Signals.Abort, "")]
    [TestCase("throw", null, Signals.Abort, "on a thread of its own")]
    [TestCase("kill", null, Signals.Kill, "")]
    public async Task A_child_that_crashes_in_its_clean_up_fails_the_nursery_that_was_cancelled(string how, int? exitCode, int? signal, string lastWords)
    {
        Exception error = await Root.ErrorAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("late", Victims.Endpoints);
                await portal.OpenDieLateAsync(how);
                await nursery.CancelAsync();
            },
            _log,
            Patient);

        Assert.That(error, Is.InstanceOf<ActorDiedException>(), error.ToString());
        var died = (ActorDiedException)error;
        Assert.Multiple(() =>
        {
            Assert.That(died.Actor.Name, Is.EqualTo("late"));
            Assert.That((died.ExitCode, died.Signal), Is.EqualTo((exitCode, signal)));
            Assert.That(died.StandardErrorTail, Does.Contain(lastWords));
            Assert.That(_log.Count(EventLog.Killing), Is.Zero, string.Join('\n', _log.Events));
        });
    }

    [Test]
    public Task A_child_that_exits_in_order_meanwhile_fails_nothing() => Root.RunAsync(
        async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("late", Victims.Endpoints);
            await portal.OpenDieLateAsync("exit in peace");
            await nursery.CancelAsync();
        },
        _log,
        Patient);

    [Test]
    public async Task A_crash_after_the_failure_that_cancelled_the_nursery_comes_out_with_it()
    {
        InvalidOperationException first = new("first");
        Exception error = await Root.ErrorAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("late", Victims.Endpoints);
                await portal.OpenDieLateAsync("fail fast");
                throw first;
            },
            _log,
            Patient);

        Assert.That(error, Is.InstanceOf<AggregateException>(), error.ToString());
        Exception[] errors = [.. ((AggregateException)error).InnerExceptions];
        Assert.That(errors, Has.Length.EqualTo(2));
        Assert.That(errors[0], Is.SameAs(first));
        Assert.That(errors[1], Is.InstanceOf<ActorDiedException>());
    }

    [Test]
    public async Task A_crash_deeper_in_the_tree_is_told_to_the_root()
    {
        Exception error = await Root.ErrorAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("middle", Victims.Endpoints);
                await using var context = await portal.OpenDieLateBelowAsync("fail fast");
                await nursery.CancelAsync();
            },
            _log,
            Patient);

        Assert.That(error, Is.InstanceOf<RemoteActorException>(), error.ToString());
        Assert.That(((RemoteActorException)error).Is<ActorDiedException>(), Is.True, error.ToString());
    }

    [Test]
    public async Task An_actor_that_did_its_one_call_and_crashes_at_its_exit_fails_its_nursery()
    {
        int result = 0;
        Exception error = await Root.ErrorAsync(
            async nursery => result = await nursery.RunInActorAsync("late", Victims.Endpoints, portal => portal.DieAfterwardsAsync()),
            _log,
            Patient);

        Assert.That(result, Is.EqualTo(1));
        Assert.That(error, Is.InstanceOf<ActorDiedException>().With.Property(nameof(ActorDiedException.StandardErrorTail)).Contains("in the last moment"));
        Assert.That(error.Message, Does.Contain("in the last moment"));
    }
}
