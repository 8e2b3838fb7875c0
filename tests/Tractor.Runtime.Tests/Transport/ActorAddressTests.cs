using CsCheck;
using MemoryPack;
using NUnit.Framework;

namespace Tractor.Transport.Tests;

/// <summary>TPT-13: an address is a value, a text and a payload.</summary>
[TestFixture]
internal sealed class ActorAddressTests
{
    private static readonly Gen<ActorAddress> Addresses = Gen.Select(
        Gen.String[Gen.Char.AlphaNumeric, 1, 8],
        Gen.String.Where(text => text.Length > 0),
        (scheme, endpoint) => new ActorAddress(scheme, endpoint));

    [Test]
    [Property("Row", "TPT-13")]
    public void Text_comes_back_as_the_same_address()
        => Addresses.Sample(address => ActorAddress.Parse(address.ToString()) == address);

    [Test]
    [Property("Row", "TPT-13")]
    public void A_payload_comes_back_as_the_same_address()
        => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String[Gen.Char[' ', '~'], 1, 60], (scheme, endpoint) => new ActorAddress(scheme, endpoint))
            .Sample(address => MemoryPackSerializer.Deserialize<ActorAddress>(MemoryPackSerializer.Serialize(address)) == address);

    [Test]
    [Property("Row", "TPT-13")]
    public void Addresses_are_equal_by_value()
    {
        Assert.That(ActorAddress.Parse("uds:/a/b:c.sock"), Is.EqualTo(new ActorAddress("uds", "/a/b:c.sock")));
        Assert.That(ActorAddress.Parse("tcp:[::1]:80"), Is.EqualTo(new ActorAddress("tcp", "[::1]:80")));
        Assert.That(ActorAddress.Parse("uds:/a"), Is.Not.EqualTo(ActorAddress.Parse("mem:/a")));
    }

    [TestCase("")]
    [TestCase("uds")]
    [TestCase("uds:")]
    [TestCase(":/a")]
    [TestCase(":")]
    public void A_text_that_is_none_is_named(string text)
        => Assert.That(() => ActorAddress.Parse(text), Throws.InstanceOf<FormatException>().With.Message.Contain($"'{text}'"));
}
