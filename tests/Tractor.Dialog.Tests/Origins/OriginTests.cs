namespace Tractor.DialogTests;

/// <summary>"Why was I cancelled?": what a task two levels down sees of a cancellation that began elsewhere.</summary>
public abstract class OriginTests(TreeKind kind) : DialogFixture(kind)
{
    // Long enough for the last level to write down what it saw, on a machine that is busy.
    private static readonly ActorLimits Slow = new()
    {
        CancelTimeout = TimeSpan.FromSeconds(15),
        DialogCancelTimeout = TimeSpan.FromSeconds(15),
        OrphanGrace = TimeSpan.FromSeconds(15),
    };

    private string _file = string.Empty;

    [SetUp]
    public void NameTheFile() => _file = Path.Combine(Path.GetTempPath(), $"seen-{Guid.NewGuid():N}");

    [TearDown]
    public void RemoveTheFile() => File.Delete(_file);

    [Test]
    public async Task AskedForByATaskOfAnotherActor()
    {
        ActorId client = null!, service = null!;
        await RunTreeAsync(async nursery =>
        {
            Portal first = await StartDepthsAsync(nursery, "client");
            Portal second = await StartDepthsAsync(nursery, "service");
            (client, service) = (first.Actor, second.Actor);
            await first.CancelHoldThereAsync(await second.WhereAsync(), _file);
        });
        Expect(service, CancelReason.Explicit, [client, service], "Tractor.DialogTests.Depths.CancelHoldThere", "the opener cancelled the dialog");
    }

    [Test]
    public async Task ASiblingFailedWhichIsNamedWithItsError()
    {
        ActorId failed = null!, middle = null!, root = null!;
        Exception? failure = await Soon.ErrorOfAsync(() => RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            Portal failing = await StartDepthsAsync(nursery, "failing");
            (failed, middle, root) = (failing.Actor, holding.Actor, CurrentActor.Id);
            await using var held = await holding.OpenHoldAsync(1, _file);
            nursery.Run(token => failing.RichAsync(token));
            await held.ResultAsync();
        }));
        Expect(middle, CancelReason.SiblingFault, [failed, root, middle], "Tractor.DialogTests.Faults.Rich", $"{failed} raised System.InvalidOperationException in Tractor.DialogTests.Faults.Rich: outer");
        Assert.That(failure, Is.InstanceOf<RemoteActorException>().And.Property("Origin").EqualTo(failed), "the root's final error is the failure itself");
    }

    [Test]
    public async Task TheTaskAboveLeft()
    {
        ActorId middle = null!, root = null!;
        await RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            (middle, root) = (holding.Actor, CurrentActor.Id);
            await using var held = await holding.OpenHoldAsync(1, _file);
        });
        Expect(middle, CancelReason.ParentEnded, [root, middle], null, "the opener left the dialog");
    }

    [Test]
    public async Task TheBodyAboveFailedWithAnError()
    {
        ActorId middle = null!, root = null!;
        InvalidOperationException own = new("mine");
        await RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            (middle, root) = (holding.Actor, CurrentActor.Id);
            Assert.That(await Soon.ErrorOfAsync(() => holding.OpenHoldAsync(_ => throw own, 1, _file)), Is.SameAs(own));
        });
        Expect(middle, CancelReason.ParentEnded, [root, middle], null, "the opener's body ended with InvalidOperationException: mine");
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task ADeadlinePassed(bool whileOpening)
    {
        ActorId middle = null!, root = null!;
        await RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            (middle, root) = (holding.Actor, CurrentActor.Id);
            bool caught = await CancelScope.RunAsync(async scope =>
            {
                await using var held = await holding.OpenHoldAsync(1, _file, scope.CancellationToken);
                scope.Deadline = TimeSpan.FromMilliseconds(1);
                if (whileOpening)
                {
                    await holding.ReadSignAsync("never", scope.CancellationToken);
                }

                await held.ResultAsync(scope.CancellationToken);
            });
            Assert.That(caught, Is.True);
        });
        Expect(middle, CancelReason.Deadline, [root, middle], null, "deadline");
    }

    [Test]
    public async Task TheConnectionWasLost()
    {
        ActorId middle = null!, root = null!;
        await RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            (middle, root) = (holding.Actor, CurrentActor.Id);
            Portal direct = await CurrentActor.ConnectAsync(await holding.WhereAsync());
            await using var held = await direct.OpenHoldAsync(1, _file);
            direct.Link.Abort(new IOException("cut"));
            Assert.That((await held.WaitAsync()).Error, Is.InstanceOf<PeerLostException>());
            await Soon.UntilAsync(() => File.Exists(_file));
        });
        Expect(middle, CancelReason.PeerLost, [root, middle], null, root.ToString());
    }

    [Test]
    public async Task AThirdActorEndedTheActorAbove()
    {
        ActorId middle = null!, third = null!;
        await RunTreeAsync(async nursery =>
        {
            Portal holding = await StartDepthsAsync(nursery, "middle");
            Portal cancelling = await StartDepthsAsync(nursery, "third");
            (middle, third) = (holding.Actor, cancelling.Actor);
            ActorAddress address = await holding.WhereAsync();
            ContextCancelledException thrown = Assert.ThrowsAsync<ContextCancelledException>(() => holding.OpenHoldAsync(
                async held =>
                {
                    Assert.That(await cancelling.CancelOtherAsync(address), Is.True);
                    await held.ResultAsync();
                },
                1,
                _file))!;
            Assert.That((thrown.Canceller, thrown.Reason, thrown.OriginTask), Is.EqualTo((third, CancelReason.Explicit, "Tractor.DialogTests.Third.CancelOther")));
            Assert.That(thrown.Path, Is.EqualTo(new[] { third }));
            Assert.That(thrown.Message, Does.Contain($"begun in Tractor.DialogTests.Third.CancelOther of {third}"));
        });
        Expect(middle, CancelReason.Explicit, [third, middle], "Tractor.DialogTests.Third.CancelOther", $"{third} cancelled the actor");
    }

    [Test]
    public async Task ARootThatIsCancelledEndsWithAnErrorThatSaysWhy()
    {
        using Journal log = new();
        using CancellationTokenSource source = new();
        ActorRuntimeOptions options = Options() with { LoggerFactory = log };
        Exception? thrown = await Soon.ErrorOfAsync(() => ActorRuntime.RunAsync(
            async runtime =>
            {
                await source.CancelAsync();
                await Task.Delay(Timeout.Infinite, runtime.CancellationToken);
            },
            options,
            source.Token).WithinAsync());
        Assert.That(thrown, Is.InstanceOf<OperationCanceledException>());
        Assert.That(thrown!.Message, Does.Contain("cancelled by root@").And.Contain("a token given to it was cancelled"));
        Assert.That(log.Texts, Has.Some.Contains("ends, cancelled by root@").And.Contains("a token given to it was cancelled"));
    }

    private void Expect(ActorId canceller, CancelReason reason, ActorId[] path, string? task, string detail)
    {
        SeenCancel seen = SeenCancel.Parse(File.ReadAllText(_file));
        Assert.That((seen.Canceller, seen.Reason, seen.OriginTask), Is.EqualTo((canceller, reason, task)));
        Assert.That(seen.Path, Is.EqualTo(path));
        Assert.That(seen.Detail, Does.Contain(detail));
    }

    private Task RunTreeAsync(Func<ActorNursery, Task> body) => RunAsync(body, Slow);

    private static Task<Portal> StartDepthsAsync(ActorNursery nursery, string name) =>
        nursery.StartActorAsync(name, Depths.Endpoints + Faults.Endpoints + Signs.Endpoints + Third.Endpoints);
}
