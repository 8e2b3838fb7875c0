using NUnit.Framework;

namespace Tractor.Transport.Tests;

/// <summary>What holds for every transport: listening, connecting, their errors.</summary>
internal abstract class ListenerContract
{
    protected abstract ITransport Transport { get; }

    [TestCase(200)]
    [TestCase(700, Description = "more than any queue of ours holds")]
    public async Task Many_peers_connect_at_once(int count)
    {
        await using IListener listener = Transport.Listen("many");
        Task<IConnection>[] connecting = [.. Enumerable.Range(0, count).Select(_ => Transport.ConnectAsync(listener.Address, CancellationToken.None).Within())];
        List<IConnection> accepted = [];
        while (accepted.Count < count)
        {
            accepted.Add(await listener.AcceptAsync(CancellationToken.None).Within());
        }

        IConnection[] connected = await Task.WhenAll(connecting);
        Task[] echoes = [.. accepted.Select(connection => connection.EchoAsync())];
        await Task.WhenAll(connected.Select(RoundTripAsync));
        await Task.WhenAll(connected.Select(connection => connection.DisposeAsync().AsTask()));
        await Task.WhenAll(echoes).Within();
        await Task.WhenAll(accepted.Select(connection => connection.DisposeAsync().AsTask()));
    }

    [Test]
    public async Task Cancelling_an_accept_leaves_the_listener_usable()
    {
        await using IListener listener = Transport.Listen("again");
        using CancellationTokenSource cancel = new();
        Task<IConnection> accepting = listener.AcceptAsync(cancel.Token).Within();
        await cancel.CancelAsync();
        Assert.That(async () => await accepting, Throws.InstanceOf<OperationCanceledException>());

        await using IConnection client = await Transport.ConnectAsync(listener.Address, CancellationToken.None).Within();
        await using IConnection server = await listener.AcceptAsync(CancellationToken.None).Within();
        await client.SendAsync(new byte[] { 9 }).Within();
        Assert.That(await server.ReceiveExactlyAsync(1), Is.EqualTo(new byte[] { 9 }));
    }

    [Test]
    [Property("Row", "TPT-05")]
    public async Task Disposing_a_listener_ends_its_accept_but_no_connection()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Task<IConnection> accepting = pair.Listener.AcceptAsync(CancellationToken.None).Within();
        await pair.Listener.DisposeAsync();
        await pair.Listener.DisposeAsync();

        Assert.That(async () => await accepting, Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(async () => await pair.Listener.AcceptAsync(CancellationToken.None).Within(), Throws.InstanceOf<ObjectDisposedException>());
        await pair.Client.SendAsync(new byte[] { 4 }).Within();
        Assert.That(await pair.Server.ReceiveExactlyAsync(1), Is.EqualTo(new byte[] { 4 }));
    }

    [Test]
    public async Task A_peer_nobody_accepted_is_ended_with_the_listener()
    {
        IListener listener = Transport.Listen("waiting");
        await using IConnection client = await Transport.ConnectAsync(listener.Address, CancellationToken.None).Within();
        await listener.DisposeAsync();

        int? received = null;
        try
        {
            received = await client.ReceiveAsync(new byte[1], CancellationToken.None).Within();
        }
        catch (ConnectionClosedException)
        {
            received = 0;
        }

        Assert.That(received, Is.Zero);
    }

    [Test]
    public async Task Connecting_to_nobody_names_the_address()
    {
        IListener listener = Transport.Listen("gone");
        ActorAddress address = listener.Address;
        await listener.DisposeAsync();

        TransportException? error = Assert.ThrowsAsync<TransportException>(async () => await Transport.ConnectAsync(address, CancellationToken.None).Within());
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.NobodyListens));
        Assert.That(error.Message, Does.Contain(address.ToString()));
    }

    [Test]
    public void Connecting_with_a_cancelled_token_is_cancelled()
        => Assert.That(async () => await Transport.ConnectAsync(new ActorAddress(Transport.Scheme, "/nowhere/x.sock"), new CancellationToken(canceled: true)).Within(), Throws.InstanceOf<OperationCanceledException>());

    [Test]
    [Property("Row", "TPT-06")]
    public async Task A_second_listener_at_one_address_is_refused_and_the_first_lives_on()
    {
        await using IListener first = Transport.Listen("twice");
        TransportException? error = Assert.Throws<TransportException>(() => Transport.Listen(first.Address));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.AddressInUse));
        Assert.That(error.Message, Does.Contain(first.Address.ToString()));

        // A probe of the second may wait in the first's queue; it has no data and ends.
        await using IConnection client = await Transport.ConnectAsync(first.Address, CancellationToken.None).Within();
        await client.SendAsync(new byte[] { 3 }).Within();
        Assert.That(await FirstByteAsync(first), Is.EqualTo(3));
    }

    [Test]
    [Property("Row", "TPT-13")]
    public async Task One_name_may_be_used_by_many_listeners()
    {
        await using IListener one = Transport.Listen("same");
        await using IListener two = Transport.Listen("same");
        Assert.That(one.Address, Is.Not.EqualTo(two.Address));
    }

    [Test]
    public async Task An_address_is_free_again_when_its_listener_is_gone()
    {
        IListener first = Transport.Listen("again");
        await first.DisposeAsync();
        await using IListener second = Transport.Listen(first.Address);
        await first.DisposeAsync();

        Assert.That(second.Address, Is.EqualTo(first.Address));
        await using IConnection client = await Transport.ConnectAsync(second.Address, CancellationToken.None).Within();
    }

    [Test]
    [Property("Row", "TPT-13")]
    public void An_address_of_another_scheme_is_refused()
    {
        TransportException? error = Assert.Throws<TransportException>(() => Transport.Listen(new ActorAddress("none", "x:1")));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.InvalidAddress));
        Assert.That(error.Message, Does.Contain("none:x:1").And.Contain($"'{Transport.Scheme}:'"));
    }

    private static async Task RoundTripAsync(IConnection connection, int number)
    {
        byte[] sent = ConnectionBytes.Numbered(number, 3_000);
        await connection.SendAsync(sent).Within();
        Assert.That(await connection.ReceiveExactlyAsync(sent.Length), Is.EqualTo(sent));
    }

    private static async Task<int> FirstByteAsync(IListener listener)
    {
        byte[] buffer = new byte[1];
        while (true)
        {
            await using IConnection connection = await listener.AcceptAsync(CancellationToken.None).Within();
            if (await connection.ReceiveAsync(buffer, CancellationToken.None).Within() == 1)
            {
                return buffer[0];
            }
        }
    }
}
