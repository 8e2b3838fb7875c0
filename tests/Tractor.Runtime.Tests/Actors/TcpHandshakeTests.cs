using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Transport;
using Tractor.Wire;
using Leaks = Tractor.TestKit.Leaks;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Over TCP any user of the host can connect and listen: each side proves that it has the key, and neither shows it.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class TcpHandshakeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [TearDown]
    public async Task Nothing_is_left() => Assert.That(await TestKit.Soon.HoldsAsync(TimeSpan.FromSeconds(5), () => !Leaks.InProcess().Any()), Is.True);

    [Test]
    public async Task Who_has_the_key_is_let_in()
    {
        await using Actor actor = CreateActor();
        (IConnection connection, WelcomeMessage welcome) = await Soon.Ends(ConnectAsync(actor.Listener.Address, actor.Setup.TreeSecret));
        Assert.That(welcome.Id, Is.EqualTo(actor.Id));
        await connection.DisposeAsync();
    }

    [Test]
    public async Task Who_has_another_key_sees_that_the_listener_has_not_that_one()
    {
        await using Actor actor = CreateActor();
        TransportException? error = await Soon.Error(ConnectAsync(actor.Listener.Address, Credentials.Create())) as TransportException;
        Assert.That(error?.Fault, Is.EqualTo(TransportFault.Denied));
        Assert.That(error!.Message, Does.Contain(actor.Listener.Address.ToString()).And.Contain("could not prove"));
    }

    [TestCase(false, true, "no actor of this tree")]
    [TestCase(true, true, "token")]
    [TestCase(false, false, "nonce")]
    [Property("Row", "TPT-02")]
    public async Task Who_cannot_prove_a_key_is_told_why_and_nothing_else(bool isChild, bool withNonce, string expected)
    {
        await using Actor actor = CreateActor();
        await using IConnection connection = await Connect(actor.Listener.Address);
        HelloMessage hello = new(Soon.Actor("stranger"), isChild, Credential: actor.Setup.TreeSecret, withNonce ? Credentials.Create() : null);
        await HandshakeFrames.SendHelloAsync(connection, hello);
        HandshakeFrame answer = await Receive(connection);
        if (answer.Kind == FrameKind.Challenge)
        {
            await HandshakeFrames.SendAsync(connection, FrameKind.Proof, new ProofMessage(new byte[32]));
            answer = await Receive(connection);
        }

        Assert.That(answer.Kind, Is.EqualTo(FrameKind.Refused));
        Assert.That(MessageCoding.Read(answer.Payload, RefusedMessage.Read).Reason, Does.Contain(expected));
    }

    [Test]
    public async Task An_impostor_that_took_the_port_learns_nothing()
    {
        await using IListener impostor = new TcpTransport().Listen("impostor");
        Guid[] secret = Credentials.Create();
        Task<(IConnection, WelcomeMessage)> connecting = ConnectAsync(impostor.Address, secret);
        await using IConnection victim = await Soon.Ends(impostor.AcceptAsync(CancellationToken.None).AsTask());
        HandshakeFrame hello = await Receive(victim);
        await HandshakeFrames.SendAsync(victim, FrameKind.Challenge, new ChallengeMessage(Credentials.Create(), new byte[32]));

        Assert.That((await Soon.Error(connecting) as TransportException)?.Fault, Is.EqualTo(TransportFault.Denied));
        byte[] shown = hello.Payload;
        Assert.That(secret.Any(part => shown.AsSpan().IndexOf(part.ToByteArray()) >= 0), Is.False, "the secret is in the hello");
        Assert.That(await Soon.Error(Receive(victim)), Is.InstanceOf<ConnectionClosedException>(), "no proof was given to it");
    }

    [Test]
    public async Task A_relay_to_another_address_fits_nowhere()
    {
        await using Actor actor = CreateActor();
        await using IListener relay = new TcpTransport().Listen("relay");
        Task<(IConnection, WelcomeMessage)> connecting = ConnectAsync(relay.Address, actor.Setup.TreeSecret);
        await using IConnection inner = await Soon.Ends(relay.AcceptAsync(CancellationToken.None).AsTask());
        await using IConnection outer = await Connect(actor.Listener.Address);
        await ForwardAsync(inner, outer);
        await ForwardAsync(outer, inner);

        Assert.That((await Soon.Error(connecting) as TransportException)?.Fault, Is.EqualTo(TransportFault.Denied));
    }

    [Test]
    public async Task A_token_is_used_up_by_its_child_alone_and_works_once()
    {
        await using Actor actor = CreateActor();
        PendingChild pending = new(Credentials.Create(), Soon.Actor("child"));
        pending.SetPid(Environment.ProcessId);
        actor.Listener.Children.Add(pending);
        ActorId id = pending.Id with { Pid = Environment.ProcessId };
        ActorAddress address = actor.Listener.Address;

        // Somebody who knows who is expected, but not the token.
        Assert.That(await Soon.Error(ClientHandshake.ConnectAsync(address, id, isChild: true, Credentials.Create(), Limit, TimeProvider.System, CancellationToken.None)), Is.InstanceOf<TransportException>());

        Task<IdentifiedConnection> child = ClientHandshake.ConnectAsync(address, id, isChild: true, pending.Token!, Limit, TimeProvider.System, CancellationToken.None);
        AdmittedChild admitted = await Soon.Ends(pending.Connected);
        Assert.That(admitted.Proof!.Cover(actor.Setup.TreeSecret), Is.Not.EqualTo(actor.Setup.TreeSecret));
        Assert.That(admitted.Proof.Cover(admitted.Proof.Cover(actor.Setup.TreeSecret)), Is.EqualTo(actor.Setup.TreeSecret));
        await HandshakeFrames.SendAsync(admitted.Connection, FrameKind.Welcome, new WelcomeMessage(actor.Id, null));
        await using IConnection connection = (await Soon.Ends(child)).Connection;

        TransportException? again = await Soon.Error(ClientHandshake.ConnectAsync(address, id, isChild: true, pending.Token!, Limit, TimeProvider.System, CancellationToken.None)) as TransportException;
        Assert.That(again?.Message, Does.Contain("was used before"));
        await admitted.Connection.DisposeAsync();
    }

    [Test]
    public async Task Who_says_nothing_or_says_it_slowly_is_closed_in_time_and_keeps_nobody_out()
    {
        await using Actor actor = CreateActor(new ActorLimits { HandshakeTimeout = TimeSpan.FromMilliseconds(300), MaxPendingHandshakes = 4 });
        IConnection[] idle = [.. await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Connect(actor.Listener.Address)))];
        await idle[0].SendAsync(new byte[] { 1 });
        await idle[1].SendAsync(Enumerable.Repeat((byte)0xEE, 4096).ToArray());
        await HandshakeFrames.SendHelloAsync(idle[2], new HelloMessage(Soon.Actor("slow"), IsChild: false, null, Credentials.Create()));

        (IConnection connection, _) = await Soon.Ends(ConnectAsync(actor.Listener.Address, actor.Setup.TreeSecret));
        await connection.DisposeAsync();
        foreach (IConnection each in idle)
        {
            await Soon.Ends(ReadToEndAsync(each));
            await each.DisposeAsync();
        }
    }

    [Test]
    public async Task Of_too_many_that_say_nothing_the_oldest_give_way()
    {
        await using Actor actor = CreateActor(new ActorLimits { HandshakeTimeout = TimeSpan.FromHours(1), MaxPendingHandshakes = 4 });
        List<IConnection> idle = [];
        for (int i = 0; i < 12; i++)
        {
            idle.Add(await Connect(actor.Listener.Address));
        }

        (IConnection connection, _) = await Soon.Ends(ConnectAsync(actor.Listener.Address, actor.Setup.TreeSecret));
        await connection.DisposeAsync();
        foreach (IConnection oldest in idle.Take(9))
        {
            await Soon.Ends(ReadToEndAsync(oldest));
        }

        foreach (IConnection latest in idle.Skip(9))
        {
            await HandshakeFrames.SendHelloAsync(latest, new HelloMessage(Soon.Actor("late"), IsChild: false, null, Credentials.Create()));
            Assert.That((await Receive(latest)).Kind, Is.EqualTo(FrameKind.Challenge));
        }

        await Task.WhenAll(idle.Select(each => each.DisposeAsync().AsTask()));
    }

    [Test]
    public async Task Who_is_of_the_tree_keeps_its_place_and_who_comes_waits()
    {
        await using Actor actor = CreateActor(new ActorLimits { HandshakeTimeout = TimeSpan.FromHours(1), MaxPendingHandshakes = 1 });
        PendingChild pending = new(Credentials.Create(), Soon.Actor("child"));
        actor.Listener.Children.Add(pending);
        ActorId id = pending.Id with { Pid = Environment.ProcessId };
        Task<IdentifiedConnection> child = ClientHandshake.ConnectAsync(actor.Listener.Address, id, isChild: true, pending.Token!, Limit, TimeProvider.System, CancellationToken.None);
        Assert.That(await TestKit.Soon.HoldsAsync(Soon.Bound, () => actor.Listener.Children.Find(id.Uuid) is null), Is.True, "its token was taken");

        await using IConnection stranger = await Connect(actor.Listener.Address);
        pending.SetPid(Environment.ProcessId);
        AdmittedChild admitted = await Soon.Ends(pending.Connected);
        await HandshakeFrames.SendAsync(admitted.Connection, FrameKind.Welcome, new WelcomeMessage(actor.Id, null));
        await using IConnection connection = (await Soon.Ends(child)).Connection;
        await HandshakeFrames.SendHelloAsync(stranger, new HelloMessage(Soon.Actor("late"), IsChild: false, null, Credentials.Create()));
        Assert.That((await Receive(stranger)).Kind, Is.EqualTo(FrameKind.Challenge));
        await admitted.Connection.DisposeAsync();
    }

    [Test]
    public async Task A_listener_of_another_version_is_refused_in_words()
    {
        await using IListener listener = new TcpTransport().Listen("other");
        Task<(IConnection, WelcomeMessage)> connecting = ConnectAsync(listener.Address, Credentials.Create());
        await using IConnection connection = await Soon.Ends(listener.AcceptAsync(CancellationToken.None).AsTask());
        await Receive(connection);
        await HandshakeFrames.SendAsync(connection, FrameKind.Refused, new RefusedMessage("it speaks version 2 of the protocol, this actor speaks version 9"));
        TransportException? error = await Soon.Error(connecting) as TransportException;
        Assert.That(error?.Fault, Is.EqualTo(TransportFault.Handshake));
        Assert.That(error!.Message, Does.Contain("version 9").And.Contain(listener.Address.ToString()).And.Contain("peer"));
    }

    private static async Task<(IConnection Connection, WelcomeMessage Welcome)> ConnectAsync(ActorAddress address, Guid[] key)
    {
        IdentifiedConnection made = await ClientHandshake.ConnectAsync(address, Soon.Actor("peer"), isChild: false, key, Limit, TimeProvider.System, CancellationToken.None);
        return (made.Connection, made.Welcome);
    }

    private static Task<IConnection> Connect(ActorAddress address) => Soon.Ends(new TcpTransport().ConnectAsync(address, CancellationToken.None).AsTask());

    private static Task<HandshakeFrame> Receive(IConnection connection) => Soon.Ends(HandshakeFrames.ReceiveAsync(connection, CancellationToken.None));

    private static async Task ForwardAsync(IConnection from, IConnection to)
    {
        byte[] buffer = new byte[4096];
        int count = await Soon.Ends(from.ReceiveAsync(buffer, CancellationToken.None).AsTask());
        await to.SendAsync(buffer.AsMemory(0, count));
    }

    private static async Task ReadToEndAsync(IConnection connection)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await connection.ReceiveAsync(buffer, CancellationToken.None) > 0)
            {
            }
        }
        catch (ConnectionClosedException)
        {
            // An end too.
        }
    }

    private static Actor CreateActor(ActorLimits? limits = null) => TestActors.Create(ActorTransport.Tcp, limits);
}
