namespace Tractor.DialogTests;

/// <summary>Clauses of the MSG rows: who finds an unusable payload, and who hears of it.</summary>
public abstract class PayloadClauseTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "MSG-03")]
    public Task AFirstValueThatCannotBeReadIsRaisedHereAndToldThere() => RunWithBrittlesAsync(async peer =>
    {
        string key = NewKey();
        PayloadException thrown = (PayloadException)await peer.OpenStartUnreadableAsync(key).ErrorAsync();
        Assert.That((thrown.Part, thrown.IsReading, thrown.Endpoint), Is.EqualTo((PayloadPart.FirstValue, true, "Tractor.DialogTests.Brittles.StartUnreadable")));
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key).WithinAsync());
        Assert.That((seen.Canceller, seen.Detail), Is.EqualTo((CurrentActor.Id, thrown.Message)));
    });

    [Test, Property("Row", "MSG-04")]
    public Task AnItemThatCannotBeReadIsRaisedAtItsReaderAndToldToItsSender() => RunWithBrittlesAsync(async peer =>
    {
        string key = NewKey();
        Exception? thrown = await Soon.ErrorOfAsync(() => peer.OpenExchangeAsync(
            async context =>
            {
                MsgStream<Brittle, Brittle> stream = context.OpenStream();
                await peer.ReadSignAsync(key + ".sent");
                await stream.ReceiveAsync();
            },
            BreaksOn.Reading,
            key));
        Assert.That(thrown, Is.InstanceOf<PayloadException>().With.Property("Part").EqualTo(PayloadPart.Item).And.Property("IsReading").True);
        SeenCancel seen = SeenCancel.Parse(await peer.ReadSignAsync(key).WithinAsync());
        Assert.That(seen.Detail, Does.Contain("the opener's body ended with PayloadException").And.Contain("broken on Reading"));
    });

    [Test, Property("Row", "MSG-04")]
    public Task SoItIsTheOtherWayRound() => RunWithBrittlesAsync(async peer =>
    {
        RemoteActorException thrown = (RemoteActorException)await peer.OpenExchangeAsync(
            async context =>
            {
                await context.OpenStream().SendAsync(new Brittle { On = BreaksOn.Reading });
                await context.ResultAsync();
            },
            BreaksOn.Nothing,
            NewKey()).ErrorAsync();
        Assert.That((thrown.Is<PayloadException>(), thrown.RemoteData["Part"], thrown.Origin), Is.EqualTo((true, nameof(PayloadPart.Item), peer.Actor)));
        Assert.That(thrown.RemoteMessage, Does.Contain("broken on Reading"));
    });

    [Test, Property("Row", "MSG-05")]
    public Task AResultThatCannotBeReadIsTheReadersErrorAlone() => RunWithBrittlesAsync(async peer =>
    {
        await using var context = await peer.OpenBothAsync(BreaksOn.Nothing, BreaksOn.Reading);
        PayloadException thrown = (PayloadException)await context.ResultAsync().ErrorAsync();
        Assert.That((thrown.Part, thrown.Endpoint, thrown.TypeName, thrown.Actor), Is.EqualTo((PayloadPart.Result, context.Endpoint, typeof(Brittle).FullName, (ActorId?)null)));
        Assert.That(thrown.Message, Does.Contain("result").And.Contain("Brittles.Both").And.Contain("Brittle").And.Contain($"could not be read in dialog {context.DialogId}: ").And.Contain("broken on Reading"));
        Assert.That((thrown.DialogId, thrown.ToString().Contains("--- in", StringComparison.Ordinal)), Is.EqualTo(((ulong?)context.DialogId, false)), "no remote frames: it failed here");
    });

    [Test, Property("Row", "MSG-06")]
    public Task WhatTheProtocolSaysIsReadableWhateverThePayloads() => RunWithBrittlesAsync(async peer =>
    {
        string key = NewKey();
        await using var context = await peer.OpenExchangeAsync(BreaksOn.Reading, key);
        await peer.ReadSignAsync(key + ".sent");
        await context.CancelAsync();
        Assert.That((context.CancelAcked, (await context.WaitAsync()).IsCancelled), Is.EqualTo((true, true)));
    });

    [Test, Property("Row", "MSG-08")]
    public Task ATypeMayHaveAFormOfItsOwn() => RunWithBrittlesAsync(async peer =>
    {
        Assert.That(await peer.TemperAsync(new Tempered(21.6)), Is.EqualTo(new Tempered(21.5)), "it went as half degrees");
        PayloadException thrown = (PayloadException)await peer.TemperAsync(new Tempered(-3)).ErrorAsync();
        Assert.That((thrown.Part, thrown.IsReading, thrown.InnerException?.GetType()), Is.EqualTo((PayloadPart.Arguments, false, typeof(NotSupportedException))));
        Assert.That(thrown.Message, Does.Contain("-3 is no temperature"));
    });

    private Task RunWithBrittlesAsync(Func<Portal, Task> body) =>
        RunAsync(async nursery => await body(await nursery.StartActorAsync("peer", Brittles.Endpoints + Signs.Endpoints)));
}
