using Microsoft.Extensions.Logging;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Scopes;
using Leaks = Tractor.TestKit.Leaks;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Whole trees of actors inside this process: nothing of them is left behind.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class InProcessTreeTests
{
    private static ActorRuntimeOptions Options(string name = "root") =>
        new() { Name = name, Spawning = ActorSpawning.InProcess, HandleSignals = false };

    [TearDown]
    public void Nothing_is_left() => Assert.That(Leaks.InProcess(), Is.Empty);

    [Test]
    public async Task Calls_dialogs_and_errors()
    {
        await Soon.Ends(ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("worker", TreeEndpoints.Endpoints);
                Assert.That(await portal.SquareAsync(7), Is.EqualTo(49));
                Assert.That(await portal.WhoAmIAsync(), Is.EqualTo("worker of root"));
                await using (var context = await portal.OpenDoubleAsync(21))
                {
                    Assert.That((context.Started, await context.ResultAsync()), Is.EqualTo(("worker True", 42)));
                }

                RemoteActorException? error = await Soon.Error(portal.FailAsync("boom")) as RemoteActorException;
                Assert.That(error?.Is<InvalidOperationException>(), Is.True);
                Assert.That(await portal.SquareAsync(8), Is.EqualTo(64), "the actor lives on");
                await nursery.CancelAsync();
            },
            Options()));
    }

    // On processors that have other things to do, so that a thread is put aside between any two of its steps.
    [Test]
    public async Task The_portal_of_a_one_shot_never_serves_a_call_after_its_one()
    {
        using BusyProcessors busy = new();
        await ActorNursery.RunAsync(
            async nursery =>
            {
                for (int i = 0; i < 2000; i++)
                {
                    Portal? kept = null;
                    await Soon.Ends(nursery.RunInActorAsync("shot", TreeEndpoints.Endpoints, portal =>
                    {
                        kept = portal;
                        return portal.SquareAsync(3);
                    }));
                    Assert.That(await Soon.Error(kept!.SquareAsync(4)), Is.InstanceOf<TractorException>());
                }
            },
            Options());
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_logger_that_throws_disturbs_nothing(bool failsWhenAsked)
    {
        using ThrowingLogger logger = new(failsWhenAsked);
        Exception? error = await Soon.Error(Soon.Ends(ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("worker", TreeEndpoints.Endpoints);
                Assert.That(await portal.SquareAsync(7), Is.EqualTo(49));
                await portal.CancelActorAsync();
                await (await nursery.StartActorAsync("next", TreeEndpoints.Endpoints)).FailAsync("boom");
            },
            Options() with { LoggerFactory = logger, LogLevel = LogLevel.Trace })));

        Assert.That(error, Is.TypeOf<RemoteActorException>().With.Message.Contains("boom"));
        Assert.That(logger.Failures, Is.Positive);
    }

    [Test]
    public async Task Cancelling_a_dialog_ends_its_task_only()
    {
        await Soon.Ends(ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("worker", TreeEndpoints.Endpoints);
                await using var context = await portal.OpenWaitAsync(1);
                await context.CancelAsync();
                Outcome<int> outcome = await context.WaitAsync();
                Assert.That((outcome.IsCancelled, context.CancelAcked, context.Canceller), Is.EqualTo((true, true, CurrentActor.Id)));
                Assert.That(await portal.SquareAsync(2), Is.EqualTo(4));
                await nursery.CancelAsync();
            },
            Options()));
    }

    [Test]
    public async Task A_failing_body_ends_everything_and_comes_out_bare()
    {
        InvalidOperationException error = new("self destructed");
        Exception? thrown = await Soon.Error(ActorNursery.RunAsync(
            async nursery =>
            {
                for (int i = 0; i < 4; i++)
                {
                    Portal portal = await nursery.StartActorAsync($"worker_{i}", TreeEndpoints.Endpoints);
                    nursery.Run(async token =>
                    {
                        await using var context = await portal.OpenWaitAsync(1, token);
                        await context.ResultAsync(token);
                    });
                }

                throw error;
            },
            Options()));
        Assert.That(thrown, Is.SameAs(error));
    }

    [Test]
    public async Task Levels_below_levels()
    {
        string names = string.Empty;
        await Soon.Ends(ActorNursery.RunAsync(
            async nursery => names = await nursery.RunInActorAsync("top", TreeEndpoints.Endpoints, portal => portal.DescendAsync(4)),
            Options()));
        Assert.That(names, Is.EqualTo("top > level_4 > level_3 > level_2 > level_1"));
    }

    [Test]
    public async Task Several_roots_at_once_do_not_mix()
    {
        string[] answers = await Soon.Ends(Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => ActorNursery.RunAsync(
            async nursery =>
            {
                Portal portal = await nursery.StartActorAsync($"worker_{i}", TreeEndpoints.Endpoints);
                string answer = $"{CurrentActor.Name}: {await portal.WhoAmIAsync()}, {CurrentActor.Name}";
                await nursery.CancelAsync();
                return answer;
            },
            Options($"root_{i}"))))));
        Assert.That(answers, Is.EqualTo(Enumerable.Range(0, 6).Select(i => $"root_{i}: worker_{i} of root_{i}, root_{i}")));
    }

    [Test]
    public async Task Outside_of_any_flow_several_actors_are_a_choice_that_nobody_made()
    {
        TaskCompletionSource ready = Soon.Gate(), done = Soon.Gate();
        Task tree = Task.Run(() => ActorNursery.RunAsync(
            async nursery =>
            {
                await nursery.StartActorAsync("worker", TreeEndpoints.Endpoints);
                ready.SetResult();
                await done.Task;
                await nursery.CancelAsync();
            },
            Options()));
        await Soon.Ends(ready.Task);
        NoActorException? error = Assert.Throws<NoActorException>(() => _ = CurrentActor.Id);
        bool exists = CurrentActor.Exists;
        done.SetResult();
        await Soon.Ends(tree);
        Assert.That(exists, Is.False);
        Assert.That(error!.ActorsInProcess.Select(id => id.Name), Is.EquivalentTo(new[] { "root", "worker" }));
        Assert.That(error.Message, Does.Contain($"worker@{Environment.ProcessId}").And.Contain($"root@{Environment.ProcessId}"));
        Assert.That(() => CurrentActor.Id, Throws.TypeOf<NoActorException>().With.Message.Contains("no actor runs in this process"));
    }

    [Test]
    public async Task Who_asks_an_actor_to_end_always_gets_the_answer()
    {
        await Soon.Ends(ActorNursery.RunAsync(
            async nursery =>
            {
                for (int i = 0; i < 50; i++)
                {
                    Portal portal = await nursery.StartActorAsync("worker", TreeEndpoints.Endpoints);
                    Assert.That(await portal.CancelActorAsync(Soon.Bound), Is.True, $"round {i}");
                }
            },
            Options()));
    }

    [Test]
    public async Task A_start_given_up_at_any_moment_leaves_nothing()
    {
        await Soon.Ends(ActorNursery.RunAsync(
            async nursery =>
            {
                for (int i = 0; i < 60; i++)
                {
                    using CancellationTokenSource source = new(TimeSpan.FromMicroseconds(i * 20));
                    Task<Portal> start = nursery.StartActorAsync("worker", TreeEndpoints.Endpoints, cancellationToken: source.Token);
                    if (await Soon.Error(start) is { } error)
                    {
                        Assert.That(error, Is.InstanceOf<OperationCanceledException>());
                    }
                }

                await nursery.CancelAsync();
            },
            Options()));
    }
}
