using System.Net;
using System.Net.Sockets;
using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class TcpTransportTests : TransportContract
{
    protected override ITransport Transport { get; } = new TcpTransport();

    [Test]
    public async Task Messages_do_not_wait_for_each_other()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Assert.That(pair.Client.Socket!.NoDelay, Is.True);
        Assert.That(pair.Server.Socket!.NoDelay, Is.True);
    }

    [Test]
    public async Task A_connection_says_from_where_it_came()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Assert.That(pair.Client.Description, Is.EqualTo($"to {pair.Listener.Address}"));
        Assert.That(pair.Server.Description, Is.EqualTo($"accepted at {pair.Listener.Address} from {pair.Client.Socket!.LocalEndPoint}"));
    }

    /// <summary>A close of TCP drops what is on the way if the closing side has not read all; the end of sending does not.</summary>
    [Test]
    public async Task What_was_sent_before_the_end_arrives_although_the_other_side_went_on_sending()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        await pair.Client.SendAsync(new byte[1000]).Within();
        (Task pending, int length) = pair.Server.FillUntilPending();
        Task<byte[]> receiving = pair.Client.ReceiveExactlyAsync(length);
        await pending.Within();
        Assert.That(pair.Server.TryEndSending(), Is.True);
        await receiving;
        Assert.That(await pair.Client.ReceiveAsync(new byte[1], CancellationToken.None).Within(), Is.Zero);
    }

    [TestCase("example.com:80", TransportFault.InvalidAddress)]
    [TestCase("localhost:80", TransportFault.InvalidAddress)]
    [TestCase("127.0.0.1", TransportFault.InvalidAddress)]
    [TestCase("127.0.0.1:99999", TransportFault.InvalidAddress)]
    [TestCase("127.0.0.1:080", TransportFault.InvalidAddress)]
    [TestCase("[::ffff:127.0.0.1]:80", TransportFault.InvalidAddress)]
    [TestCase("", TransportFault.InvalidAddress)]
    [TestCase("8.8.8.8:80", TransportFault.Denied)]
    [TestCase("0.0.0.0:0", TransportFault.Denied)]
    [TestCase("[2001:db8::1]:80", TransportFault.Denied)]
    [Property("Row", "TPT-13")]
    public void What_is_no_loopback_address_and_port_is_refused_with_the_reason(string endpoint, TransportFault fault)
    {
        ActorAddress address = new("tcp", endpoint);
        TransportException? listening = Assert.Throws<TransportException>(() => Transport.Listen(address));
        TransportException? connecting = Assert.ThrowsAsync<TransportException>(async () => await Transport.ConnectAsync(address, CancellationToken.None));
        foreach (TransportException? error in new[] { listening, connecting })
        {
            Assert.That(error!.Fault, Is.EqualTo(fault));
            Assert.That(error.Message, Does.Contain(address.ToString()).And.Contain("127.0.0.1").And.Contain("[::1]"));
        }
    }

    /// <summary>TPT-12.</summary>
    [TestCase("127.0.0.1:0")]
    [TestCase("[::1]:0")]
    [Property("Row", "TPT-12")]
    public async Task Port_0_becomes_the_port_that_peers_connect_to(string endpoint)
    {
        if (endpoint[0] == '[' && !Socket.OSSupportsIPv6)
        {
            Assert.Ignore("There is no IPv6 here.");
        }

        await using IListener listener = Transport.Listen(new ActorAddress("tcp", endpoint));
        IPEndPoint actual = IPEndPoint.Parse(listener.Address.Endpoint);
        Assert.That(actual.Port, Is.Not.Zero);
        Assert.That(listener.Address.Endpoint, Does.StartWith(endpoint[..^1]));
        await using IConnection connection = await Transport.ConnectAsync(listener.Address, CancellationToken.None).Within();
        Assert.That(connection.Socket!.RemoteEndPoint, Is.EqualTo(actual));
    }

    [Test]
    public async Task A_port_in_use_says_so()
    {
        using Socket other = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        ActorAddress address = new("tcp", other.LocalEndPoint!.ToString()!);
        TransportException? error = Assert.Throws<TransportException>(() => Transport.Listen(address));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.AddressInUse));
        Assert.That(error.Message, Is.EqualTo($"Cannot listen at {address}: another program listens there. Choose another port, or port 0 for a free one."));
        await Task.CompletedTask;
    }

    /// <summary>The system has made the connection, and takes it back before this side has looked at it.</summary>
    [Test]
    public void An_actor_that_ends_while_it_is_connected_to_has_ended()
    {
        using Socket ending = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ending.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        ending.Listen();
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        ActorAddress address = new("tcp", ending.LocalEndPoint!.ToString()!);
        socket.Connect(ending.LocalEndPoint);

        // What nobody has accepted is reset.
        ending.Close();
        Assert.That(socket.Poll(TimeSpan.FromSeconds(30), SelectMode.SelectRead), Is.True);
        SocketException? gone = Assert.Throws<SocketException>(() => _ = socket.RemoteEndPoint);
        TransportException error = TcpErrors.Connecting(address, gone);
        Assert.That(error.Fault, Is.EqualTo(TransportFault.NobodyListens));
        Assert.That(error.Message, Does.StartWith($"Cannot connect to {address}: nobody listens there"));
    }

    /// <summary>A connection attempt to a free port of the range that the system chooses from can meet itself.</summary>
    [Test]
    public async Task Nobody_is_connected_to_himself()
    {
        int left = 2000;
        while (left > 0)
        {
            ActorAddress address;
            await using (IListener listener = Transport.Listen("gone"))
            {
                address = listener.Address;
            }

            while (left > 0 && await IsRefusedAsync(address))
            {
                left--;
            }
        }
    }

    // Not when the system has given the port to somebody else meanwhile, who listens there.
    private async Task<bool> IsRefusedAsync(ActorAddress address)
    {
        try
        {
            await using IConnection connection = await Transport.ConnectAsync(address, CancellationToken.None).Within();
            Assert.That(connection.Socket!.LocalEndPoint!.ToString(), Is.Not.EqualTo(address.Endpoint));
            return false;
        }
        catch (TransportException error)
        {
            Assert.That(error.Fault, Is.EqualTo(TransportFault.NobodyListens));
            return true;
        }
    }
}
