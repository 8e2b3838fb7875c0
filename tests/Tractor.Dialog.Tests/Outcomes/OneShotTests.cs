namespace Tractor.DialogTests;

/// <summary>
/// What goes wrong in the dialogs of a one-shot is its nursery's, as with the portal of an actor that was started, and is
/// what its task ends with.
/// </summary>
public abstract class OneShotTests(TreeKind kind) : DialogFixture(kind)
{
    private static readonly InvalidOperationException Own = new("mine");

    [Test]
    public async Task WhatWasLeftUnobservedIsTheFailureAndNotTheCancelThatItBrought([Values] bool isOneShot)
    {
        Ends ends = await RunAsync(isOneShot, async (_, portal) =>
        {
            await LeaveFailedAsync(portal);
            await portal.WhoAreYouAsync();
        });
        AssertIsRemote(ends.Nursery, "theirs");
        AssertIsSame(ends);
    }

    [Test]
    public async Task WhatWasLeftUnobservedIsTheNurserysAtOnce([Values] bool isOneShot)
    {
        bool wasCancelled = false;
        Ends ends = await RunAsync(isOneShot, async (nursery, portal) =>
        {
            await LeaveFailedAsync(portal);
            wasCancelled = nursery.CancelCalled;
        });
        Assert.That(wasCancelled, Is.True);
        AssertIsRemote(ends.Nursery, "theirs");
        AssertIsSame(ends);
    }

    [Test]
    public async Task AnErrorOfTheBodyComesWithThatOfTheCleanUp([Values] bool isOneShot)
    {
        Ends ends = await RunAsync(isOneShot, async (_, portal) =>
        {
            await using var context = await portal.OpenFailInCleanupAsync(true, NewKey());
            throw Own;
        });
        AggregateException? group = ends.Nursery as AggregateException;
        Assert.That(group?.InnerExceptions, Has.Count.EqualTo(2), ends.Nursery?.ToString());
        AssertIsRemote(group!.InnerExceptions[0], "cleanup");
        Assert.That(group.InnerExceptions[1], Is.SameAs(Own));
        Assert.That((ends.Task as AggregateException)?.InnerExceptions, isOneShot ? Is.EqualTo(group.InnerExceptions) : Is.Null);
    }

    [Test]
    public async Task ACancelOfTheNurseryHidesNoErrorOfTheCleanUp([Values] bool isOneShot)
    {
        Ends ends = await RunAsync(isOneShot, async (nursery, portal) =>
        {
            await using var context = await portal.OpenFailInCleanupAsync(true, NewKey());
            await nursery.CancelAsync();
            await context.ResultAsync();
        });
        AssertIsRemote(ends.Nursery, "cleanup");
        AssertIsSame(ends);
    }

    [Test]
    public async Task ACancelOfTheNurseryIsNoError([Values] bool isOneShot)
    {
        Ends ends = await RunAsync(isOneShot, async (nursery, portal) =>
        {
            await using var context = await portal.OpenParkAsync(NewKey());
            await nursery.CancelAsync();
            await context.ResultAsync();
        });
        Assert.That(ends.Nursery, Is.Null);
        Assert.That(ends.Task, isOneShot ? Is.InstanceOf<OperationCanceledException>() : Is.Null);
    }

    [Test]
    public async Task ADialogsOwnCancelIsNoError([Values] bool isOneShot)
    {
        Ends ends = await RunAsync(isOneShot, async (_, portal) =>
        {
            await using var context = await portal.OpenParkAsync(NewKey());
            await context.CancelAsync();
            await context.ResultAsync();
        });
        Assert.That(ends.Nursery, Is.Null);
        Assert.That(ends.Task, isOneShot ? Is.InstanceOf<ContextCancelledException>() : Is.Null);
    }

    [Test]
    public async Task ACancellationThatNothingAskedForIsAnError([Values] bool isOneShot)
    {
        OperationCanceledException alone = new("an HTTP timeout, say");
        Ends ends = await RunAsync(isOneShot, (_, _) => Task.FromException(alone));
        Assert.That(ends.Nursery, Is.SameAs(alone));
        Assert.That(ends.Task, isOneShot ? Is.InstanceOf<OperationCanceledException>() : Is.Null);
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ItsTokenHidesNoErrorOfTheCleanUp(bool fails)
    {
        using CancellationTokenSource source = new();
        Ends ends = await RunAsync(
            isOneShot: true,
            async (_, portal) =>
            {
                await using var context = fails ? await portal.OpenFailInCleanupAsync(true, NewKey()) : await portal.OpenParkAsync(NewKey());
                await source.CancelAsync();
                await context.ResultAsync();
            },
            source.Token);
        if (fails)
        {
            AssertIsRemote(ends.Nursery, "cleanup");
            AssertIsSame(ends);
        }
        else
        {
            Assert.That(ends.Nursery, Is.Null);
            Assert.That((ends.Task as OperationCanceledException)?.CancellationToken, Is.EqualTo(source.Token));
        }
    }

    // Leaves a dialog that has failed, and whose error nobody has seen.
    private async Task LeaveFailedAsync(Portal portal)
    {
        string key = NewKey();
        await using var context = await portal.OpenFailLaterAsync(key, "theirs");
        await portal.WriteSignAsync(key, "");
        await context.CancellationToken.FiresAsync();
    }

    // The same body with the portal of a one-shot and with that of an actor that was started, whose nursery waits for it too.
    private async Task<Ends> RunAsync(bool isOneShot, Func<ActorNursery, Portal, Task> body, CancellationToken cancellationToken = default)
    {
        Task? shot = null;
        Exception? failure = await Soon.ErrorOfAsync(() => RunAsync(async nursery =>
        {
            if (!isOneShot)
            {
                Portal portal = await StartAsync(nursery, "peer");
                try
                {
                    await body(nursery, portal);
                }
                catch (ContextCancelledException error) when (error.IsAbsorbed)
                {
                    // No error, so that the nursery waits for its actor.
                    await nursery.CancelAsync();
                    throw;
                }

                return;
            }

            shot = nursery.RunInActorAsync("peer", Talk.Endpoints + Signs.Endpoints, portal => body(nursery, portal), cancellationToken: cancellationToken);
            await shot.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }));
        return new Ends(failure, shot is null ? null : await Soon.ErrorOfAsync(() => shot.WithinAsync()));
    }

    private static void AssertIsRemote(Exception? error, string message) =>
        Assert.That((error as RemoteActorException)?.RemoteMessage, Is.EqualTo(message), error?.ToString());

    private static void AssertIsSame(Ends ends) => Assert.That(ends.Task, Is.Null.Or.SameAs(ends.Nursery));

    // What the nursery ended with, and the one-shot's task; null where there is none.
    private sealed record Ends(Exception? Nursery, Exception? Task);
}
