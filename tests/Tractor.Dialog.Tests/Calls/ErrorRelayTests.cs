
namespace Tractor.DialogTests;

/// <summary>How errors come back from real actors (ERR rows).</summary>
public abstract class ErrorRelayTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "ERR-01")]
    public Task AnErrorTellsAllOfItself() => RunWithFaultsAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.RichAsync())!;
        Assert.That((thrown.TypeName, thrown.BoxedTypeName, thrown.RemoteMessage), Is.EqualTo((typeof(InvalidOperationException).FullName, typeof(InvalidOperationException).FullName, "outer")));
        Assert.That(thrown.RemoteStackTrace, Does.Contain(nameof(Faults)));
        Assert.That(thrown.RemoteData["order"], Is.EqualTo("4711"));
        Assert.That(thrown.RemoteInnerErrors.Single().Is<ArgumentException>(), Is.True);
        Assert.That((thrown.Origin, thrown.Endpoint, thrown.IsRelayed), Is.EqualTo((peer.Actor, "Tractor.DialogTests.Faults.Rich", false)));
        Assert.That(thrown.ToString(), Does.Contain(peer.Actor.ToString()).And.Contain("outer").And.Contain("inner"));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-02")]
    public Task TwoHopsAreBothTold() => RunAsync(async nursery =>
    {
        Portal leaf = await StartFaultsAsync(nursery, "leaf");
        Portal middle = await StartFaultsAsync(nursery, "middle");
        ActorAddress address = await leaf.WhereAsync();
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => middle.FailFarAsync(address))!;
        Assert.That((thrown.Origin, thrown.IsRelayed), Is.EqualTo((leaf.Actor, true)));
        Assert.That(thrown.RelayPath, Is.EqualTo(new[] { leaf.Actor, middle.Actor }));
        Assert.That((thrown.TypeName, thrown.BoxedTypeName), Is.EqualTo((typeof(InvalidOperationException).FullName, typeof(RemoteActorException).FullName)));
    });

    [Test, Property("Row", "ERR-09")]
    public Task AGroupKeepsItsMembers() => RunWithFaultsAsync(peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.GroupAsync())!;
        Assert.That(thrown.Is<AggregateException>(), Is.True);
        Assert.That(thrown.Members.Select(member => member.Message), Is.EqualTo(new[] { "one", "two" }));
        return Task.CompletedTask;
    });

    [Test, Property("Row", "ERR-04")]
    public Task AnErrorThatCannotBeToldOfIsToldOfStill() => RunWithFaultsAsync(async peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.NastyAsync())!;
        Assert.That(thrown.TypeName, Does.Contain("NastyException"));
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor), "ERR-11");
    });

    [Test]
    public Task AHugeMessageIsCut() => RunWithFaultsAsync(async peer =>
    {
        RemoteActorException thrown = Assert.ThrowsAsync<RemoteActorException>(() => peer.HugeAsync())!;
        Assert.That(thrown.RemoteMessage.Length, Is.InRange(1000, 100_000));
        Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
    });

    [Test]
    public Task AnErrorPassesASmallMessageLimit() => RunWithFaultsAsync(
        async peer =>
        {
            Assert.ThrowsAsync<RemoteActorException>(() => peer.HugeAsync());
            Assert.That(await peer.WhoAreYouAsync(), Is.EqualTo(peer.Actor));
        },
        new ActorLimits { MaxMessageBytes = 1024 });

    private static Task<Portal> StartFaultsAsync(ActorNursery nursery, string name) => nursery.StartActorAsync(name, Faults.Endpoints + Signs.Endpoints);

    private Task RunWithFaultsAsync(Func<Portal, Task> body, ActorLimits? limits = null) =>
        RunAsync(async nursery => await body(await StartFaultsAsync(nursery, "peer")), limits);
}
