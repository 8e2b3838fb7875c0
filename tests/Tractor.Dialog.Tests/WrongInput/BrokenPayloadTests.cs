using Tractor.CompilerServices;

namespace Tractor.DialogTests;

/// <summary>Payloads that cannot be written or read, and builds that disagree (MSG-02, MSG-05, MSG-14).</summary>
public abstract class BrokenPayloadTests(TreeKind kind) : DialogFixture(kind)
{
    private static readonly ActorLimits Small = new() { MaxMessageBytes = 2048 };

    [TestCase(BreaksOn.Writing)]
    [TestCase(BreaksOn.Reading)]
    [Property("Row", "MSG-09")]
    public Task Arguments(object on) => RunWithBrittlesAsync(async peer =>
    {
        PayloadException thrown = Assert.ThrowsAsync<PayloadException>(() => peer.TakeAsync(new Brittle { On = (BreaksOn)on }))!;
        bool reading = on is BreaksOn.Reading;
        Assert.That((thrown.Part, thrown.IsReading, thrown.Actor), Is.EqualTo((PayloadPart.Arguments, reading, reading ? peer.Actor : null)));
        Assert.That(thrown.DialogId is not null, Is.EqualTo(reading), "it came back with what the other side found");
        Assert.That(thrown.Message, Does.Contain($"broken on {on}").And.Contain("Brittles.Take"));
        Assert.That(await peer.TakeAsync(new Brittle()), Is.Zero);
    });

    [TestCase(BreaksOn.Writing)]
    [TestCase(BreaksOn.Reading)]
    [Property("Row", "MSG-05")]
    [Property("Row", "MSG-09")]
    public Task ResultOfACall(object on) => RunWithBrittlesAsync(async peer =>
    {
        PayloadException thrown = Assert.ThrowsAsync<PayloadException>(() => peer.GiveAsync((BreaksOn)on))!;
        bool reading = on is BreaksOn.Reading;
        Assert.That((thrown.Part, thrown.IsReading, thrown.Actor), Is.EqualTo((PayloadPart.Result, reading, reading ? null : peer.Actor)));
        Assert.That(thrown.Message, reading ? Does.Contain($"could not be read in dialog {thrown.DialogId}: ") : Does.Contain($"could not be written in {peer.Actor}: "));
        Assert.That(thrown.DialogId is not null, Is.EqualTo(reading));
        Assert.That((await peer.GiveAsync(BreaksOn.Nothing)).On, Is.EqualTo(BreaksOn.Nothing));
    });

    [Test, Property("Row", "MSG-02")]
    public Task FirstValueThatCannotBeWritten() => RunWithBrittlesAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenBothAsync(BreaksOn.Writing, BreaksOn.Nothing))!;
        Assert.That(thrown.Is<PayloadException>(), Is.True);
        Assert.That(thrown.RemoteStackTrace, Does.Contain("Brittles"), "raised at the call in the endpoint");
        return Task.CompletedTask;
    });

    [Test]
    public Task FirstValueThatCannotBeRead() => RunWithBrittlesAsync(peer =>
    {
        PayloadException thrown = Assert.ThrowsAsync<PayloadException>(() => peer.OpenBothAsync(BreaksOn.Reading, BreaksOn.Nothing))!;
        Assert.That((thrown.Part, thrown.IsReading), Is.EqualTo((PayloadPart.FirstValue, true)));
        return Task.CompletedTask;
    });

    [TestCase(BreaksOn.Writing)]
    [TestCase(BreaksOn.Reading)]
    [Property("Row", "MSG-14")]
    public Task ResultOfADialog(object on) => RunWithBrittlesAsync(async peer =>
    {
        await using var context = await peer.OpenBothAsync(BreaksOn.Nothing, (BreaksOn)on);
        PayloadException thrown = Assert.ThrowsAsync<PayloadException>(() => context.ResultAsync())!;
        Assert.That((thrown.Part, thrown.IsReading), Is.EqualTo((PayloadPart.Result, on is BreaksOn.Reading)));
        Assert.That((context.CancelCalled, context.RemoteError), Is.EqualTo((false, thrown)));
    });

    [Test]
    public Task AFirstValueThatIsReadSlowlyComesBeforeTheEnd() => RunWithBrittlesAsync(async peer =>
    {
        for (int i = 0; i < 200; i++)
        {
            // Result and first value arrive together; the first value is read on the pool.
            await using var context = await peer.OpenBothAsync(BreaksOn.Nothing, BreaksOn.Writing);
            Assert.ThrowsAsync<PayloadException>(() => context.ResultAsync());
        }
    });

    [Test, Property("Row", "CTX-18")]
    public async Task AnUnsendableValueInTheCleanUpIsNotMasked()
    {
        Exception? failure = await Soon.ErrorOfAsync(() => RunWithBrittlesAsync(async peer =>
        {
            string key = NewKey();
            using CancellationTokenSource source = new();
            Task opening = peer.OpenBreakInCleanupAsync(key, source.Token);
            await peer.ReadSignAsync(key);
            await source.CancelAsync();
            Assert.CatchAsync<OperationCanceledException>(() => opening);
        }));
        Assert.That((failure as RemoteActorException)?.Is<PayloadException>(), Is.True);
    }

    [Test]
    public Task MessagesOverTheLimit() => RunWithBrittlesAsync(
        async peer =>
        {
            PayloadException sent = Assert.ThrowsAsync<PayloadException>(() => peer.MeasureAsync(new string('x', 3000)))!;
            Assert.That((sent.Part, sent.Actor), Is.EqualTo((PayloadPart.Arguments, (ActorId?)null)));
            Assert.That(sent.Message, Does.Contain(nameof(ActorLimits.MaxMessageBytes)));
            PayloadException given = Assert.ThrowsAsync<PayloadException>(() => peer.FillAsync(3000))!;
            Assert.That((given.Part, given.Actor), Is.EqualTo((PayloadPart.Result, peer.Actor)));
            RemoteActorException first = Assert.ThrowsAsync<RemoteActorException>(() => peer.OpenFillFirstAsync(3000))!;
            Assert.That(first.Is<PayloadException>(), Is.True);
            Assert.That(await peer.MeasureAsync("small"), Is.EqualTo(5));
        },
        Small);

    [Test]
    public Task TwoBuildsThatDisagreeAreToldSo() => RunWithBrittlesAsync(async peer =>
    {
        EndpointDescriptor real = Signs.Endpoints.Parts[0].Endpoints.Single(endpoint => endpoint.Name.EndsWith("WhoAreYou", StringComparison.Ordinal));
        CallEndpoint<Nothing, Nothing> other = new(
            real.Name, "void WhoAreYou() as it once was", real.Id, real.ContractHash + 1, NothingCodec.Instance, NothingCodec.Instance, (_, _) => default);
        ContractMismatchException thrown = Assert.ThrowsAsync<ContractMismatchException>(
            () => EndpointCalls.InvokeAsync(peer, other, default, CancellationToken.None).AsTask())!;
        Assert.That((thrown.Endpoint, thrown.Peer), Is.EqualTo((real.Name, peer.Actor)));
        Assert.That((thrown.LocalSignature, thrown.RemoteSignature), Is.EqualTo((other.Signature, real.Signature)));
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
    });

    private Task RunWithBrittlesAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await nursery.StartActorAsync("peer", Brittles.Endpoints + Signs.Endpoints)), limits);
}
