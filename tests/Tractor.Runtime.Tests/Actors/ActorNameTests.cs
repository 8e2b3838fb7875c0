using NUnit.Framework;
using Tractor.Identity;

namespace Tractor.Runtime.Tests.Actors;

[TestFixture]
internal sealed class ActorNameTests
{
    [TestCase("worker_1")]
    [TestCase("a|b:c/d e")]
    [TestCase("Zwölf Boxkämpfer ☂")]
    public void A_name_that_people_give(string name) => Assert.That(() => ActorName.Validate(name), Throws.Nothing);

    [Test]
    public void The_longest() => Assert.That(() => ActorName.Validate(new string('x', 200)), Throws.Nothing);

    [TestCase("")]
    [TestCase("   ")]
    [TestCase("two\nlines")]
    [TestCase("nul\0")]
    [TestCase("\u001b[31mred")]
    public void No_name(string name) => Assert.That(() => ActorName.Validate(name), Throws.InstanceOf<ArgumentException>());

    [Test]
    public void None_at_all() => Assert.That(() => ActorName.Validate(null!), Throws.InstanceOf<ArgumentNullException>());

    [Test]
    public void Too_long() =>
        Assert.That(() => ActorName.Validate(new string('x', 201)), Throws.ArgumentException.With.Message.Contains("at most 200 characters"));
}
