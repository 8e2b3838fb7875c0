using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Tractor.CompilerServices;

namespace Tractor.ProcessTests.Teardown;

/// <summary>One error comes out bare, several in one group that holds each once and no cancellation.</summary>
internal abstract class ErrorShapeTests(ActorTransport transport) : ProcessFixture(transport)
{
    [Test]
    [Property("Row", "NUR-04")]
    public async Task NUR04_Two_failing_one_shots_come_out_together_or_the_first_bare()
    {
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Task first = nursery.RunInActorAsync("first", Failing.Endpoints, async portal => await portal.FailAsync(0, "first"));
            _ = nursery.RunInActorAsync("second", Failing.Endpoints, async portal => await portal.FailAsync(0, "second"));
            await first;
        });

        AssertRemote(error, 1, 2);
    }

    [TestCase(1)]
    [TestCase(2)]
    [TestCase(25)]
    [Property("Row", "NUR-04")]
    [Property("Row", "NUR-05")]
    public async Task NUR04_NUR05_One_shots_that_all_fail_before_one_is_told_are_all_in_the_group(int count)
    {
        long start = Stopwatch.GetTimestamp();
        Exception error = await Failing.FailTogetherAsync(Root.Options(), count, (i, portal) => portal.FailAsync(i * 500 / count, $"number {i}")).ErrorAsync();

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(30)));
        AssertRemote(error, count, count);
    }

    [TestCase("one shot", 1, 0, 1)]
    [TestCase("one shot", 3, 2, 1)]
    [TestCase("one shot and call", 1, 1, 2)]
    [TestCase("call", 0, 1, 1)]
    [TestCase("call", 2, 3, 1)]
    [Property("Row", "NUR-06")]
    [Property("Row", "NUR-02")]
    public async Task NUR02_NUR06_Who_fails_cancels_the_others_and_all_are_reaped(string who, int oneShots, int daemons, int errors)
    {
        ActorNursery? nursery = null;
        List<int> pids = [];
        Exception error = await Root.ErrorAsync(async opened =>
        {
            nursery = opened;
            Portal[] portals = await Task.WhenAll(Enumerable.Range(0, daemons).Select(i => opened.StartActorAsync($"daemon_{i}", Failing.Endpoints)));
            pids.AddRange(portals.Select(portal => portal.Actor.Pid));
            TaskCompletionSource failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Task[] shots = [.. Enumerable.Range(0, oneShots).Select(i => opened.RunInActorAsync($"shot_{i}", Failing.Endpoints, async portal =>
            {
                pids.Add(portal.Actor.Pid);
                bool fails = i == 0 && who.StartsWith("one shot", StringComparison.Ordinal);
                Task call = portal.FailAsync(fails ? 0 : 600_000, "one shot");
                await call.ContinueWith(_ => failed.TrySetResult(), TaskScheduler.Default);
                await call;
            }))];
            if (who.EndsWith("call", StringComparison.Ordinal))
            {
                // Both failures are there before the first is told.
                await (oneShots > 0 && who != "call" ? failed.Task : Task.CompletedTask);
                await portals[0].FailAsync(0, "call");
            }

            await Task.WhenAll(shots);
        });

        AssertRemote(error, errors == 2 ? 1 : errors, errors);
        Assert.That(nursery!.CancelCalled, Is.True);
        Assert.That(nursery.Children, Is.Empty);
        Assert.That(pids.All(ProcessTree.IsGone), Is.True);
    }

    [Test]
    [Property("Row", "NUR-08")]
    public async Task NUR08_A_call_with_other_arguments_than_the_callee_knows_is_one_bare_error()
    {
        Portal? portal = null;
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            portal = await nursery.StartActorAsync("worker", Workers.Endpoints);
            await nursery.StartActorAsync("bystander", Workers.Endpoints);
            await EndpointCalls.CallAsync(portal, AsOfAnotherBuild(), 3, CancellationToken.None);
        });

        Assert.That(error, Is.InstanceOf<ContractMismatchException>(), error.ToString());
        Assert.That(error.Message, Does.Contain("Square").And.Contain(portal!.Actor.ToString()));
    }

    [TestCase(1, 6)]
    [TestCase(3, 12)]
    [Property("Row", "NUR-12")]
    [Property("Row", "NUR-13")]
    public async Task NUR12_NUR13_Errors_of_nested_nurseries_are_groups_of_remote_errors_told_in_time(int depth, int seconds)
    {
        long start = Stopwatch.GetTimestamp();
        Exception error = await Failing.FailTogetherAsync(Root.Options(), 2, (_, portal) => portal.FailBelowAsync(depth - 1)).ErrorAsync();

        Assert.That(Stopwatch.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(seconds)));
        Exception[] members = [.. ((AggregateException)error).InnerExceptions];
        Assert.That(members, Has.Length.EqualTo(2).And.All.InstanceOf<RemoteActorException>());
        RemoteError[] leaves = [.. members.SelectMany(member => LeavesOf(((RemoteActorException)member).Error))];
        Assert.That(leaves, Has.Length.EqualTo(1 << depth));
        Assert.That(leaves.Select(leaf => leaf.TypeName), Is.All.EqualTo(typeof(InvalidOperationException).FullName));
        Assert.That(leaves.Select(leaf => leaf.Message), Is.All.StartsWith("leaf shot_"));
        Assert.That(leaves.Select(leaf => leaf.Origin.Pid), Is.Unique);
        if (depth > 1)
        {
            Assert.That(members.Select(member => ((RemoteActorException)member).Is<AggregateException>()), Is.All.True);
        }
    }

    [Test]
    [Property("Row", "NUR-14")]
    public async Task NUR14_A_group_of_cancellations_alone_is_graceful()
    {
        await Root.RunAsync(async nursery =>
        {
            await nursery.StartActorAsync("worker", Workers.Endpoints);
            await nursery.CancelAsync();
            throw new AggregateException(new OperationCanceledException(), new AggregateException(new OperationCanceledException()));
        });
    }

    [Test]
    [Property("Row", "NUR-14")]
    public async Task NUR14_A_group_with_an_error_among_its_cancellations_is_raised()
    {
        AggregateException thrown = new(new OperationCanceledException(), new AggregateException(new InvalidOperationException()));
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            await nursery.StartActorAsync("worker", Workers.Endpoints);
            await nursery.CancelAsync();
            throw thrown;
        });

        Assert.That(error, Is.SameAs(thrown));
    }

    // Who talks to a sibling may hear of that one's cancel before it heard of its own.
    [TestCase(false)]
    [TestCase(true)]
    [Property("Row", "NUR-14")]
    public async Task NUR14_What_a_child_passes_on_of_the_cancel_of_its_sibling_is_no_error_of_the_nursery(bool later)
    {
        ActorLimits patient = new() { CancelTimeout = TimeSpan.FromSeconds(20), DialogCancelTimeout = TimeSpan.FromSeconds(20) };
        await Root.RunAsync(
            async nursery =>
            {
                Portal other = await nursery.StartActorAsync("other", Failing.Endpoints + Signs.Endpoints);
                Portal portal = await nursery.StartActorAsync("passes-on", Failing.Endpoints);
                ActorAddress address = await other.WhereAsync();
                nursery.Run(token => portal.FailWithOtherAsync(address, later, token));
                await other.ReadSignAsync("stays");
                await nursery.CancelAsync();
            },
            limits: patient);
    }

    [Test]
    [Property("Row", "NUR-14")]
    public async Task NUR14_What_a_child_passes_on_is_an_error_while_its_nursery_is_not_cancelled()
    {
        Exception error = await Root.ErrorAsync(async nursery => await (await CancelTheOtherByNameAsync(nursery, later: false)));

        Assert.That(((RemoteActorException)error).Is<ContextCancelledException>(), Is.True, error.ToString());
    }

    // The cancel of the scope is not what ended the other one.
    [Test]
    [Property("Row", "NUR-14")]
    public async Task NUR14_What_a_child_passes_on_of_a_cancel_by_name_is_an_error_also_when_something_else_failed_before(
        [Values] bool inTaskNursery, [Values] bool later)
    {
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Exception passedOn = await (await CancelTheOtherByNameAsync(nursery, later)).ErrorAsync();
            await (inTaskNursery
                ? TaskNursery.RunAsync(tasks => FailAfterAnotherAsync(tasks.Run, passedOn, tasks.CancellationToken))
                : FailAfterAnotherAsync(nursery.Run, passedOn, nursery.CancellationToken));
        });

        Assert.That(error, Is.InstanceOf<AggregateException>());
        Exception[] members = [.. ((AggregateException)error).InnerExceptions];
        Assert.That(members, Has.Length.EqualTo(2), error.ToString());
        Assert.That(members[0], Is.InstanceOf<KeyNotFoundException>());
        RemoteActorException second = (RemoteActorException)members[1];
        Assert.That(later ? second.Is<PeerLostException>() : second.Is<ContextCancelledException>(), Is.True, error.ToString());
    }

    // The scope failed by something else, and then one above it was cancelled so.
    [Test]
    [Property("Row", "NUR-14")]
    public async Task NUR14_What_a_child_passes_on_of_a_cancel_by_name_is_no_error_where_one_above_was_cancelled_so([Values] bool later)
    {
        Exception? inside = null;
        await Root.RunAsync(async nursery =>
        {
            Exception passedOn = await (await CancelTheOtherByNameAsync(nursery, later)).ErrorAsync();
            inside = await TaskNursery.RunAsync(async tasks =>
            {
                await FailAfterAnotherAsync(tasks.Run, passedOn, tasks.CancellationToken).ErrorAsync();
                await nursery.CancelAsync();
                ExceptionDispatchInfo.Throw(passedOn);
            }).ErrorAsync();
        });

        Assert.That(inside, Is.InstanceOf<KeyNotFoundException>());
    }

    [Test]
    [Property("Row", "NUR-17")]
    public async Task NUR17_A_failure_in_the_background_of_a_childs_nursery_comes_out_of_the_endpoint_that_owns_it()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Exception? seen = null;
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("manager", Failing.Endpoints);
            await using var context = await portal.OpenManageAsync(file);
            await File.WriteAllTextAsync(file, "now");
            seen = await context.ResultAsync().ErrorAsync();
            throw seen;
        });
        File.Delete(file);

        Assert.That(error, Is.SameAs(seen).And.InstanceOf<RemoteActorException>());
        Assert.That(((RemoteActorException)error).Is<KeyNotFoundException>(), Is.True, error.ToString());
        Assert.That(((RemoteActorException)error).Origin.Name, Is.EqualTo("manager"));
    }

    [Test]
    [Property("Row", "NUR-15")]
    [Property("Row", "CAN-23")]
    public async Task NUR15_CAN23_Starts_that_a_failure_cancels_add_nothing_to_it([Values("at once", "one process", "all processes", "one ready")] string when)
    {
        List<Exception> starts = [];
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("failing", Failing.Endpoints);
            Task<Portal>[] late = [.. Enumerable.Range(0, 3).Select(n => nursery.StartActorAsync($"late_{n}", Failing.Endpoints))];
            Task[] others = [.. late, nursery.RunInActorAsync("shot", Failing.Endpoints, async shot => await shot.FailAsync(600_000, "never"))];
            nursery.Run(async token =>
            {
                foreach (Task other in others)
                {
                    await other.ContinueWith(ended => starts.Add(ended.Exception?.InnerException ?? new OperationCanceledException()), TaskScheduler.Default);
                }
            });
            await (when switch
            {
                "one process" => Soon.UntilAsync(static () => ProcessTree.Live().Count >= 2),
                "all processes" => Soon.UntilAsync(static () => ProcessTree.Live().Count >= 5),
                "one ready" => Task.WhenAny(late).WithinAsync(),
                _ => Task.CompletedTask,
            });
            await portal.FailAsync(0, "one");
        });

        AssertRemote(error, 1, 1);
    }

    // The call of the one that talks to it, which fails by that.
    private static async Task<Task> CancelTheOtherByNameAsync(ActorNursery nursery, bool later)
    {
        Portal other = await nursery.StartActorAsync("other", Failing.Endpoints + Signs.Endpoints);
        Portal portal = await nursery.StartActorAsync("passes-on", Failing.Endpoints);
        Task talk = portal.FailWithOtherAsync(await other.WhereAsync(), later);
        await other.ReadSignAsync("stays");
        await other.CancelActorAsync(Soon.Bound);
        return talk;
    }

    private static async Task FailAfterAnotherAsync(Action<Func<CancellationToken, Task>> run, Exception error, CancellationToken cancelled)
    {
        run(_ => throw new KeyNotFoundException("something else"));
        await Task.Delay(Timeout.Infinite, cancelled).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ExceptionDispatchInfo.Throw(error);
    }

    private static void AssertRemote(Exception error, int least, int most)
    {
        Exception[] errors = error is AggregateException group ? [.. group.InnerExceptions] : [error];
        Assert.That(errors, Has.Length.InRange(least, most).And.All.InstanceOf<RemoteActorException>(), error.ToString());
        Assert.That(error is AggregateException, Is.EqualTo(errors.Length > 1), "a single error is bare");
        Assert.That(errors.Cast<RemoteActorException>().Select(each => each.Is<InvalidOperationException>()), Is.All.True, error.ToString());
        Assert.That(errors.Cast<RemoteActorException>().Select(each => each.RemoteMessage), Is.Unique);
    }

    private static IEnumerable<RemoteError> LeavesOf(RemoteError error) => error.Members.Count == 0 ? [error] : error.Members.SelectMany(LeavesOf);

    private static CallEndpoint<int, int> AsOfAnotherBuild()
    {
        var known = (CallEndpoint<int, int>)Workers.Endpoints.Parts[0].Endpoints.Single(endpoint => endpoint.Name.EndsWith(".Square", StringComparison.Ordinal));
        return new(known.Name, "Square(string)", known.Id, known.ContractHash + 1, known.Arguments, known.Result, known.Invoke);
    }
}
