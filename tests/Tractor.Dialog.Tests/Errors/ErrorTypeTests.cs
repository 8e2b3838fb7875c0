using Tractor.CompilerServices;

namespace Tractor.DialogTests;

/// <summary>Which types errors have where they arrive (ERR-03 to ERR-07).</summary>
public abstract class ErrorTypeTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "ERR-03")]
    public Task ATypeThatBothKnowIsThrownAsItself() => RunWithTypedAsync(async peer =>
    {
        OutOfStockException thrown = Assert.ThrowsAsync<OutOfStockException>(() => peer.ThrowAsync(nameof(OutOfStockException)))!;
        RemoteActorException box = (RemoteActorException)thrown.InnerException!;
        Assert.That((thrown.Message, thrown.Data["article"], box.Origin, box.ErrorType), Is.EqualTo(("none left", "12", peer.Actor, typeof(OutOfStockException))));
        Assert.That(box.RemoteInnerErrors.Single().Message, Is.EqualTo("behind it"));
        Assert.That(RemoteActorException.Behind(thrown), Is.SameAs(box));
        Assert.That(thrown.ToString(), Does.Contain(nameof(Typed)).And.Contain(peer.Actor.ToString()), "the remote frames are told");
        TextOnlyException plain = Assert.ThrowsAsync<TextOnlyException>(() => peer.ThrowAsync(nameof(TextOnlyException)))!;
        Assert.That((plain.Message, plain.InnerException, RemoteActorException.Behind(plain)!.Origin), Is.EqualTo(("only text", (Exception?)null, peer.Actor)));
        await Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-03")]
    public Task SoItIsFromDialogsAndStreams() => RunWithTypedAsync(async peer =>
    {
        Assert.ThrowsAsync<OutOfStockException>(() => peer.OpenThrowInDialogAsync(nameof(OutOfStockException), start: false));
        RemoteContext<int, Nothing, Nothing, int>? handle = null;
        OutOfStockException thrown = Assert.ThrowsAsync<OutOfStockException>(() => peer.OpenThrowInDialogAsync(
            async context =>
            {
                handle = context;
                await context.ResultAsync();
            },
            nameof(OutOfStockException),
            start: true))!;
        Assert.That((handle!.RemoteError, handle.Canceller), Is.EqualTo((thrown, peer.Actor)));
        Assert.ThrowsAsync<OutOfStockException>(async () =>
        {
            await foreach (int item in peer.ThrowInStreamAsync(nameof(OutOfStockException)))
            {
                Assert.That(item, Is.EqualTo(1));
            }
        });
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
    });

    [Test, Property("Row", "ERR-03")]
    public Task TypesOfTheBaseLibraryAndOfThisOneAreKnown() => RunWithTypedAsync(peer =>
    {
        RemoteActorException ofBase = Assert.ThrowsAsync<RemoteActorException>(() => peer.ThrowAsync(nameof(TimeoutException)))!;
        Assert.That((ofBase.ErrorType, ofBase.Is<TimeoutException>(), ofBase.Is<SystemException>()), Is.EqualTo((typeof(TimeoutException), true, true)));
        RemoteActorException ofOurs = Assert.ThrowsAsync<RemoteActorException>(() => peer.ThrowAsync(nameof(NoResultException)))!;
        Assert.That((ofOurs.ErrorType, ofOurs.Is<TractorException>()), Is.EqualTo((typeof(NoResultException), true)));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-04")]
    public Task AnUnknownTypeKeepsItsNameItsTextAndItsFrames() => RunWithTypedAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.ThrowAsync(nameof(ForeignException)))!;
        Assert.That((thrown.ErrorType, thrown.TypeName, thrown.RemoteMessage), Is.EqualTo(((Type?)null, typeof(ForeignException).FullName, "unknown")));
        Assert.That(thrown.RemoteStackTrace, Does.Contain($"{nameof(Typed)}.Throw"));
        Assert.That(thrown.Unwrap(), Is.SameAs(thrown), "nothing better can be made of it");
        Assert.That(thrown.Is<ForeignException>(), Is.True, "by its name");
        return Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-05")]
    public void RegisteredTypesAreFoundByTheirNames()
    {
        Assert.That(RemoteErrorRegistry.Find(typeof(OutOfStockException).FullName!), Is.EqualTo(typeof(OutOfStockException)));
        Assert.That(RemoteErrorRegistry.Find(typeof(TextOnlyException).FullName!), Is.EqualTo(typeof(TextOnlyException)));
        Assert.That(RemoteErrorRegistry.Find(typeof(ForeignException).FullName!), Is.Null);
        Assert.That(RemoteErrorRegistry.Find(string.Empty), Is.Null);
    }

    [Test, Property("Row", "ERR-07")]
    public Task UnwrapMakesTheOriginalOfTypeAndMessage() => RunWithTypedAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.ThrowAsync(nameof(TimeoutException)))!;
        Exception original = thrown.Unwrap();
        Assert.That((original.GetType(), original.Message, original.InnerException), Is.EqualTo((typeof(TimeoutException), "too late", thrown)));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-07")]
    public Task WhatCannotBeMadeComesBoxed() => RunWithTypedAsync(async peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.ThrowAsync(nameof(StubbornException)))!;
        Assert.That((thrown.ErrorType, thrown.RemoteMessage), Is.EqualTo((typeof(StubbornException), "stubborn")));
        Assert.That(thrown.Unwrap(), Is.SameAs(thrown));
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
    });

    [Test, Property("Row", "ERR-02")]
    public Task ATypeThatAllKnowKeepsItsWayOverTwoHops() => RunAsync(async nursery =>
    {
        Portal leaf = await StartTypedAsync(nursery, "leaf");
        Portal middle = await StartTypedAsync(nursery, "middle");
        ActorAddress address = await leaf.WhereAsync();
        OutOfStockException thrown = Assert.ThrowsAsync<OutOfStockException>(() => middle.ThrowFarAsync(address, nameof(OutOfStockException)))!;
        RemoteActorException box = RemoteActorException.Behind(thrown)!;
        Assert.That((box.Origin, box.IsRelayed), Is.EqualTo((leaf.Actor, true)));
        Assert.That(box.RelayPath, Is.EqualTo(new[] { leaf.Actor, middle.Actor }));
    });

    [Test, Property("Row", "ERR-03")]
    public async Task AsTheFailureOfANurseryItIsItself()
    {
        Exception? failure = await Soon.ErrorOfAsync(() => RunWithTypedAsync(peer => peer.ThrowAsync(nameof(OutOfStockException))));
        Assert.That(failure, Is.InstanceOf<OutOfStockException>());
    }

    [Test]
    public Task AnErrorThatIsBeingMadeIsNotLostToACancel() => RunWithTypedAsync(async peer =>
    {
        using CancellationTokenSource source = new();
        Task<int> call = peer.ThrowAsync(nameof(SlowlyMadeException), source.Token);
        Assert.That(await SlowlyMadeException.Making.WaitAsync(Soon.Bound), Is.True);
        await source.CancelAsync();
        SlowlyMadeException.LetGo();
        Assert.That(await call.ErrorAsync(), Is.InstanceOf<SlowlyMadeException>());
    });

    // The caller is not held up for ever by what the making does, but its owner is.
    [Test]
    public async Task AnErrorThatIsBeingMadeForTooLongIsTheOwners()
    {
        EventLog log = new();
        Exception? seen = null;
        Task<Exception?> running = Soon.ErrorOfAsync(() => RunAsync(
            async nursery =>
            {
                Portal peer = await StartTypedAsync(nursery, "peer");
                using CancellationTokenSource source = new();
                Task<int> call = peer.ThrowAsync(nameof(SlowlyMadeException), source.Token);
                Assert.That(await SlowlyMadeException.Making.WaitAsync(Soon.Bound), Is.True);
                await source.CancelAsync();
                seen = await call.ErrorAsync();
            },
            Options(Patient with { DialogCancelTimeout = TimeSpan.FromMilliseconds(20) }) with { LoggerFactory = log }));
        await Soon.UntilAsync(() => log.Count(EventLog.Ended) > 0);
        SlowlyMadeException.LetGo();
        Exception? failure = await running;

        Assert.That(seen, Is.InstanceOf<OperationCanceledException>());
        Assert.That(failure, Is.InstanceOf<SlowlyMadeException>());
        Assert.That(log.Count(EventLog.DialogTooSlow), Is.Zero, "the peer was not");
    }

    private static Task<Portal> StartTypedAsync(ActorNursery nursery, string name) => nursery.StartActorAsync(name, Typed.Endpoints + Signs.Endpoints);

    private Task RunWithTypedAsync(Func<Portal, Task> body) => RunAsync(async nursery => await body(await StartTypedAsync(nursery, "peer")));
}
