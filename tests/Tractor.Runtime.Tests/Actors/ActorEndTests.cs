using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>What an actor says of itself while it ends.</summary>
[TestFixture]
internal sealed class ActorEndTests
{
    // Who is cancelled by it, or sees a connection go meanwhile, asks for the reason.
    [Test]
    public async Task It_is_known_to_end_before_anything_of_it_is_cancelled()
    {
        Actor actor = TestActors.Create();
        (bool IsEnding, bool IsEndRequested)? seen = null;
        using IDisposable subscription = actor.EndpointScope.OnCancel(_ => seen = (actor.IsEnding, actor.EndRequested.IsCompleted));
        Assert.That(actor.IsEnding, Is.False);

        actor.RequestEnd(new Cancellation(actor.Id, CancelReason.Explicit, [actor.Id]));

        Assert.That(seen, Is.EqualTo((true, false)));
        Assert.That(actor.EndRequested.IsCompletedSuccessfully, Is.True);
        await Soon.Ends(actor.DisposeAsync().AsTask());
    }
}
