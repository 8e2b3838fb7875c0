using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Spawning;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Spawning;

/// <summary>A child whose process has ended while its link has not, over a transport that may still deliver.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ChildActorTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public async Task What_it_said_last_is_read_however_short_its_limits_are()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        Task ending = EndOf(pair).EndReceivingAsync();
        Assert.That(ending.IsCompleted, Is.False);
        (TestDialog here, TestDialog there) = await pair.OpenAsync();
        pair.Client.Send(FrameKind.Item, here.Id);
        Assert.That((await there.NextAsync()).Kind, Is.EqualTo(FrameKind.Item));
        await pair.Client.DisposeAsync();
        await Soon.Ends(ending);
        Assert.That((await Soon.Ends(pair.Server.Closed)).Message, Does.Contain("it closed the connection"));
    }

    [Test]
    public async Task Who_holds_its_end_is_not_waited_for_for_ever()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        Task ending = EndOf(pair).EndReceivingAsync();
        _time.Advance(TimeSpan.FromSeconds(5));
        await Soon.Ends(ending);
        Assert.That((await Soon.Ends(pair.Server.Closed)).Message, Does.Contain("somebody else holds its end"));
    }

    [Test]
    public async Task What_it_said_last_of_its_start_is_waited_for_until_it_comes()
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        TaskCompletionSource start = Soon.Gate();
        Task<bool> hearing = EndOf(pair).IsHeardOutAsync(start.Task, wasConnected: true);
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.That(await Task.WhenAny(hearing, Task.Delay(100)), Is.Not.SameAs(hearing));
        start.SetException(new IOException("told"));
        Assert.That(await Soon.Ends(hearing), Is.True);
    }

    [TestCase(true, 5)]
    [TestCase(false, 0)]
    public async Task What_does_not_come_is_not_waited_for_for_ever(bool wasConnected, int seconds)
    {
        await using LinkPair pair = await LinkPair.CreateAsync();
        Task<bool> hearing = EndOf(pair).IsHeardOutAsync(Soon.Gate().Task, wasConnected);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.That(await Soon.Ends(hearing), Is.False);
    }

    private ChildActor EndOf(LinkPair pair) =>
        new(Soon.Actor("client"), new EndedProcess(), new ActorLimits { KillTimeout = TimeSpan.Zero }, _time) { Peer = new Peer(pair.Server, null!) };
}
