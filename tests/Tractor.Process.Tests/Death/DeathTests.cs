using System.Diagnostics;
using System.Globalization;

namespace Tractor.ProcessTests.Death;

/// <summary>E1, CAN-18: however a child dies, all who wait for it hear of it at once, by one and the same error.</summary>
internal abstract class DeathTests(ActorTransport transport) : ProcessFixture(transport)
{
    private static readonly TimeSpan Promptly = TimeSpan.FromMilliseconds(200);

    protected static readonly object[] Deaths =
    [
        new object?[] { "kill", null, Signals.Kill, "about to kill" },
        new object?[] { "exit", 3, null, "about to exit" },
        new object?[] { "exit in peace", 0, null, "about to exit in peace" },
        new object?[] { "fail fast", null, Signals.Abort, "enough of it" },
        new object?[] { "overflow", null, Signals.Abort, "" },
        new object?[] { "throw", null, Signals.Abort, "on a thread of its own" },
    ];

    [TestCaseSource(nameof(Deaths))]
    [Property("Row", "CAN-18")]
    public async Task E1_Every_waiting_call_fails_with_the_death_of_the_process(string how, int? exitCode, int? signal, string lastWords)
    {
        Waits waits = await DieAsync(portal => portal.DieAsync(how), inheritStandardError: false);

        ActorDiedException died = waits.Death;
        Assert.Multiple(() =>
        {
            Assert.That(died.Actor.Name, Is.EqualTo("victim"));
            Assert.That(died.ExitCode, Is.EqualTo(exitCode));
            Assert.That(died.Signal, Is.EqualTo(signal));
            Assert.That(died.StandardErrorTail, Does.Contain(lastWords));
            Assert.That(died.CallsInFlight, Has.Count.EqualTo(4), string.Join(", ", died.CallsInFlight));
            Assert.That(waits.Errors, Is.All.SameAs(died), string.Join("\n", waits.Errors));
        });
    }

    [TestCase(false)]
    [TestCase(true)]
    [Property("Row", "CAN-18")]
    public async Task E1_The_failure_comes_promptly_also_while_a_grandchild_holds_its_standard_error_open(bool inheritStandardError)
    {
        Waits waits = await DieAsync(KillAsync, inheritStandardError);

        Assert.That(waits.Delay, Is.LessThan(Promptly));
    }

    [Test]
    [Property("Row", "CAN-18")]
    public async Task E1_The_death_is_seen_while_a_program_that_was_started_before_the_child_knew_itself_holds_its_connection()
    {
        string file = Path.GetTempFileName();
        Dictionary<string, string?> hooked = new() { ["DOTNET_STARTUP_HOOKS"] = typeof(Holders).Assembly.Location, [Holders.Variable] = file };
        try
        {
            Exception error = await Root.ErrorAsync(async nursery =>
            {
                Portal portal = await nursery.StartActorAsync("victim", Victims.Endpoints, new ActorOptions { Environment = hooked });
                await KillAsync(portal);
            });

            Assert.That(error, Is.InstanceOf<ActorDiedException>().With.Property(nameof(ActorDiedException.Signal)).EqualTo(Signals.Kill));
        }
        finally
        {
            Signals.Send(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture), Signals.Kill);
            File.Delete(file);
        }
    }

    [Test]
    public async Task A_call_that_is_made_while_the_process_dies_fails_with_its_death()
    {
        List<Exception> errors = [];
        await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("victim", Victims.Endpoints);
            Signals.Send(portal.Actor.Pid, Signals.Kill);
            try
            {
                while (true)
                {
                    await portal.WaitAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
                }
            }
            catch (Exception error)
            {
                errors.Add(error);
                throw;
            }
        });

        // The nursery may have heard of the death before the call was made: then it is what the call was cancelled for.
        Assert.That(errors, Has.Count.EqualTo(1));
        Assert.That(errors[0], Is.InstanceOf<ActorDiedException>().Or.InstanceOf<OperationCanceledException>().With.Message.Contains("sibling fault: ActorDiedException: Actor victim"));
    }

    [Test]
    public async Task E1_A_child_that_gets_SIGTERM_from_outside_ends_in_order_and_its_dialogs_say_so()
    {
        ActorId? victim = null;
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("victim", Victims.Endpoints);
            victim = portal.Actor;
            await using var context = await portal.OpenLiveAsync();
            Signals.Send(victim.Pid, Signals.Terminate);
            await context.ResultAsync();
        });

        Assert.That(error, Is.InstanceOf<ContextCancelledException>());
        Assert.That(((ContextCancelledException)error).Canceller, Is.EqualTo(victim));
        Assert.That(((ContextCancelledException)error).Reason, Is.EqualTo(CancelReason.Signal));
    }

    // Waits of different kinds, in a nursery of their own, and what each of them ended with.
    private async Task<Waits> DieAsync(Func<Portal, Task> die, bool inheritStandardError)
    {
        List<Exception> errors = [];
        TimeSpan delay = TimeSpan.Zero;
        int sleeper = 0;
        Exception failure = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("victim", Victims.Endpoints);
            await using var context = await portal.OpenLiveAsync();
            await using var keeping = await portal.OpenKeepAsync();
            Task<int> receiving = keeping.OpenStream().ReceiveAsync().AsTask();
            sleeper = inheritStandardError ? await portal.StartSleeperAsync() : 0;
            // With its last thread: before, nobody can know of it.
            Task<TimeSpan> death = DeathClock.StartAsync(portal.Actor.Pid, ProcessTree.IsOver);
            Task waiting = portal.WaitAsync();
            FairWatch watch = FairWatch.Start(portal.Actor.Pid);
            TimeSpan start = Stopwatch.GetElapsedTime(0);
            Task dying = die(portal);
            Exception[] all = await Task.WhenAll(waiting.ErrorAsync(), dying.ErrorAsync(), context.ResultAsync().ErrorAsync(), receiving.ErrorAsync());
            delay = watch.Stop().Fair + start - await death;
            errors.AddRange(all);
            errors.Add((await context.WaitAsync()).Error!);
        });
        if (sleeper != 0)
        {
            Signals.Send(sleeper, Signals.Kill);
        }

        errors.Add(failure);
        Assert.That(failure, Is.InstanceOf<ActorDiedException>(), failure.ToString());
        return new Waits((ActorDiedException)failure, errors, delay);
    }

    private static Task KillAsync(Portal portal)
    {
        Task<int> waiting = portal.WaitAsync();
        Signals.Send(portal.Actor.Pid, Signals.Kill);
        return waiting;
    }

    private sealed record Waits(ActorDiedException Death, IReadOnlyList<Exception> Errors, TimeSpan Delay);
}
