using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>One's own cancel needs all three.</summary>
[TestFixture]
internal sealed class AbsorptionTests
{
    private static readonly ActorId Self = Soon.Actor("self");
    private static readonly ActorId Other = Soon.Actor("other");

    [TestCase(true, true, true, ExpectedResult = true)]
    [TestCase(true, true, false, ExpectedResult = false)]
    [TestCase(true, false, true, ExpectedResult = false)]
    [TestCase(true, false, false, ExpectedResult = false)]
    [TestCase(false, true, true, ExpectedResult = false)]
    [TestCase(false, true, false, ExpectedResult = false)]
    [TestCase(false, false, true, ExpectedResult = false)]
    [TestCase(false, false, false, ExpectedResult = false)]
    public bool Is_own(bool cancelCalled, bool fromDirectPeer, bool byOneself) =>
        Absorption.IsOwn(cancelCalled, fromDirectPeer, byOneself ? Self : Other, Self);

    [Test]
    public void An_actor_of_the_same_name_is_somebody_else() =>
        Assert.That(Absorption.IsOwn(true, true, Self with { Uuid = Guid.NewGuid() }, Self), Is.False);
}
