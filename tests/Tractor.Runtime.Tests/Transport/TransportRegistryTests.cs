using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class TransportRegistryTests
{
    private readonly TransportRegistry registry = new(new UnixSocketTransport(), new InMemoryTransport());

    [Test]
    public void A_scheme_finds_its_transport()
    {
        Assert.That(registry.Get("mem"), Is.InstanceOf<InMemoryTransport>());
        Assert.That(registry.Get("uds"), Is.InstanceOf<UnixSocketTransport>());
    }

    [Test]
    public void An_unknown_scheme_is_named_with_those_there_are()
    {
        TransportException? error = Assert.ThrowsAsync<TransportException>(async () => await registry.ConnectAsync(new ActorAddress("tcp", "h:1"), CancellationToken.None));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.UnknownScheme));
        Assert.That(error.Message, Does.Contain("'tcp'").And.Contain("'mem', 'uds'"));
    }

    [Test]
    public async Task An_address_is_connected_by_its_scheme()
    {
        await using IListener listener = registry.Get("mem").Listen("here");
        await using IConnection client = await registry.ConnectAsync(listener.Address, CancellationToken.None);
        Assert.That(client.Description, Does.Contain(listener.Address.ToString()));
    }

    [Test]
    public void One_scheme_has_one_transport()
        => Assert.That(() => new TransportRegistry(new InMemoryTransport(), new InMemoryTransport()), Throws.ArgumentException);
}
