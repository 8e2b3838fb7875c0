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

    private ChildActor EndOf(LinkPair pair) =>
        new(Soon.Actor("client"), new EndedProcess(), new ActorLimits { KillTimeout = TimeSpan.Zero }, _time) { Peer = new Peer(pair.Server, null!) };
}
