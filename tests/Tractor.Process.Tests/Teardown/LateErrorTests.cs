namespace Tractor.ProcessTests.Teardown;

/// <summary>
/// What a remote task fails with when its caller has waited for its end in vain: the nursery waits for the end of the actor
/// all the same, and the error is the nursery's.
/// </summary>
internal abstract class LateErrorTests(ActorTransport transport) : ProcessFixture(transport)
{
    [Test]
    public Task Of_a_dialog_with_a_body() => IsTheNurserysAsync(static (nursery, portal, whenFile) =>
        portal.OpenFailInDialogAsync(_ => FailAsync(nursery), whenFile));

    [Test]
    public Task Of_a_dialog_with_a_handle() => IsTheNurserysAsync(static async (nursery, portal, whenFile) =>
    {
        await using var context = await portal.OpenFailInDialogAsync(whenFile);
        await FailAsync(nursery);
    });

    [Test]
    public Task Of_a_call() => IsTheNurserysAsync(static async (nursery, portal, whenFile) =>
    {
        Task call = portal.FailInCallAsync(whenFile);
        await portal.ReadSignAsync("late");
        nursery.Run(Fail);
        await call;
    });

    [Test]
    public Task Of_a_stream() => IsTheNurserysAsync(static async (nursery, portal, whenFile) =>
    {
        await foreach (int _ in portal.FailInStreamAsync(whenFile))
        {
            nursery.Run(Fail);
        }
    });

    // Nothing has failed before: that the stream does not end is an error, too.
    [Test]
    public async Task Of_a_stream_whose_consumer_left_it()
    {
        Exception[] members = await MembersAsync(static async (nursery, portal, whenFile) =>
        {
            await foreach (int _ in portal.FailInStreamAsync(whenFile))
            {
                break;
            }
        });

        Assert.That(members, Has.Length.EqualTo(2));
        Assert.That(members[0], Is.InstanceOf<ActorTooSlowException>());
        AssertLate(members[1]);
    }

    // Its own error is what a body ends with (CTX-19), however long the dialog takes to end.
    [Test]
    public async Task Of_a_dialog_whose_body_failed_by_itself_gives_way()
    {
        Exception[] members = await MembersAsync(static (_, portal, whenFile) =>
            portal.OpenFailInDialogAsync(_ => throw new KeyNotFoundException("the body's own"), whenFile));

        Assert.That(members, Has.Length.EqualTo(2));
        Assert.That(members[0], Is.InstanceOf<ActorTooSlowException>());
        Assert.That(members[1], Is.InstanceOf<KeyNotFoundException>());
    }

    private async Task IsTheNurserysAsync(Func<ActorNursery, Portal, string, Task> body)
    {
        Exception[] members = await MembersAsync(body);

        Assert.That(members, Has.Length.EqualTo(2));
        Assert.That(members[0], Is.InstanceOf<KeyNotFoundException>());
        AssertLate(members[1]);
    }

    // Who cancels a call by a token of its own is done with it.
    [Test]
    public async Task Of_a_call_whose_caller_cancelled_it_is_nobodys()
    {
        Exception? seen = null;
        Exception? failure = await FailureAsync(async (nursery, portal, whenFile) =>
        {
            using CancellationTokenSource source = new();
            Task call = portal.FailInCallAsync(whenFile, source.Token);
            await portal.ReadSignAsync("late");
            await source.CancelAsync();
            seen = await call.ErrorAsync();
            await nursery.CancelAsync();
        });

        Assert.That(seen, Is.InstanceOf<OperationCanceledException>());
        Assert.That(failure, Is.Null);
    }

    [Test]
    public Task Of_a_dialog_of_a_nursery_that_has_ended() => IsOnlyLoggedAsync(async (portal, whenFile, token) =>
    {
        await using var context = await portal.OpenFailInDialogAsync(whenFile, token);
        await token.FiresAsync();
    });

    [Test]
    public Task Of_a_call_of_a_nursery_that_has_ended() => IsOnlyLoggedAsync(static (portal, whenFile, token) => portal.FailInCallAsync(whenFile, token));

    [Test]
    public Task Of_a_stream_of_a_nursery_that_has_ended() => IsOnlyLoggedAsync(async (portal, whenFile, token) =>
    {
        await foreach (int _ in portal.FailInStreamAsync(whenFile, token))
        {
        }
    });

    // The actor is another nursery's, and nothing above the one that talked to it is to end by that.
    private async Task IsOnlyLoggedAsync(Func<Portal, string, CancellationToken, Task> talk)
    {
        EventLog log = new();
        string whenFile = Path.Combine(Path.GetTempPath(), $"tractor-test-{Guid.NewGuid():N}");
        await Root.RunAsync(
            async nursery =>
            {
                Portal late = await nursery.StartActorAsync("late", Late.Endpoints + Signs.Endpoints);
                ActorAddress address = await late.WhereAsync();
                await ActorNursery.RunAsync(async inner =>
                {
                    Portal other = await CurrentActor.ConnectAsync(address);
                    inner.Run(token => talk(other, whenFile, token));
                    await late.ReadSignAsync("late");
                    await inner.CancelAsync();
                });

                // A call is told of behind its end, which ends the nursery.
                await Soon.UntilAsync(() => log.Count(EventLog.DialogTooSlow) == 1);
                await File.WriteAllTextAsync(whenFile, "");
                await Soon.UntilAsync(() => log.Count(EventLog.DialogFailedLate) > 0 || nursery.CancellationToken.IsCancellationRequested);
                await late.WhereAsync();
                await nursery.CancelAsync();
            },
            log,
            new ActorLimits { DialogCancelTimeout = TimeSpan.FromMilliseconds(20), CancelTimeout = Soon.Bound });
        File.Delete(whenFile);
        Assert.That(log.Count(EventLog.DialogFailedLate), Is.EqualTo(1));
    }

    private async Task<Exception[]> MembersAsync(Func<ActorNursery, Portal, string, Task> body)
    {
        Exception? error = await FailureAsync(body);
        Assert.That(error, Is.InstanceOf<AggregateException>(), error?.ToString());
        return [.. ((AggregateException)error!).InnerExceptions];
    }

    // The remote task fails once the caller has been told that it does not end.
    private async Task<Exception?> FailureAsync(Func<ActorNursery, Portal, string, Task> body)
    {
        EventLog log = new();
        string whenFile = Path.Combine(Path.GetTempPath(), $"tractor-test-{Guid.NewGuid():N}");
        Task telling = TellAsync();
        Exception? error = await Soon.ErrorOfAsync(() => Root.RunAsync(
            async nursery => await body(nursery, await nursery.StartActorAsync("late", Late.Endpoints + Signs.Endpoints), whenFile),
            log,
            new ActorLimits { DialogCancelTimeout = TimeSpan.FromMilliseconds(20), CancelTimeout = Soon.Bound }));
        Assert.That(log.Count(EventLog.DialogTooSlow), Is.Positive, error?.ToString());
        await telling;
        File.Delete(whenFile);
        return error;

        async Task TellAsync()
        {
            await Soon.UntilAsync(() => log.Count(EventLog.DialogTooSlow) > 0);
            await File.WriteAllTextAsync(whenFile, "");
        }
    }

    private static Task FailAsync(ActorNursery nursery)
    {
        nursery.Run(Fail);
        return Task.Delay(Timeout.Infinite, nursery.CancellationToken);
    }

    private static Task Fail(CancellationToken token) => throw new KeyNotFoundException("something else");

    private static void AssertLate(Exception error) =>
        Assert.That(((RemoteActorException)error).Is<InvalidOperationException>(), Is.True, error.ToString());
}
