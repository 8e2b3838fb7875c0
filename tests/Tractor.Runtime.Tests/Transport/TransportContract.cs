using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Links;
using Tractor.Runtime.Tests.Actors;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Transport.Tests;

/// <summary>What holds for every transport: data, ends, aborts. Each transport runs it by a small subclass.</summary>
internal abstract class TransportContract
{
    protected abstract ITransport Transport { get; }

    [Test]
    public async Task Echoes_messages_of_any_size_in_order()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Random random = new(20_231);
        int[] sizes = [1, 2, 1_500_000, .. Enumerable.Range(0, 40).Select(_ => random.Next(1, 70_000)), 1_048_577];
        byte[] expected = ConnectionBytes.Numbered(0, sizes.Sum());
        Task echo = pair.Server.EchoAsync();

        Task<byte[]> receiving = pair.Client.ReceiveExactlyAsync(expected.Length);
        int at = 0;
        foreach (int size in sizes)
        {
            await pair.Client.SendAsync(expected.AsMemory(at, size)).Within();
            at += size;
        }

        Assert.That((await receiving).AsSpan().SequenceEqual(expected), Is.True);
        await pair.Client.DisposeAsync();
        await echo.Within();
    }

    [Test]
    public async Task Both_directions_carry_at_the_same_time()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        byte[] up = ConnectionBytes.Numbered(1, 2_000_003);
        byte[] down = ConnectionBytes.Numbered(77, 2_000_029);

        Task<byte[]> atServer = pair.Server.ReceiveExactlyAsync(up.Length);
        Task<byte[]> atClient = pair.Client.ReceiveExactlyAsync(down.Length);
        await Task.WhenAll(pair.Client.SendAsync(up).Within(), pair.Server.SendAsync(down).Within());

        Assert.That((await atServer).AsSpan().SequenceEqual(up), Is.True);
        Assert.That((await atClient).AsSpan().SequenceEqual(down), Is.True);
    }

    [Test]
    public async Task An_empty_send_sends_nothing_and_an_empty_receive_is_refused()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        await pair.Client.SendAsync(ReadOnlyMemory<byte>.Empty).Within();
        await pair.Client.SendAsync(new byte[] { 7 }).Within();

        Assert.That(await pair.Server.ReceiveExactlyAsync(1), Is.EqualTo(new byte[] { 7 }));
        Assert.That(async () => await pair.Server.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public async Task Closing_in_order_gives_the_peer_the_rest_and_then_the_end()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        byte[] last = ConnectionBytes.Numbered(5, 30_000);
        await pair.Client.SendAsync(last).Within();
        await pair.Client.DisposeAsync();

        Assert.That(await pair.Server.ReceiveExactlyAsync(last.Length), Is.EqualTo(last));
        Assert.That(await pair.Server.ReceiveAsync(new byte[10], CancellationToken.None).Within(), Is.Zero);
        Assert.That(await pair.Server.ReceiveAsync(new byte[10], CancellationToken.None).Within(), Is.Zero);
    }

    [Test]
    [Property("Row", "TPT-14")]
    public async Task A_pending_receive_sees_the_peers_end()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Task<int> pending = pair.Server.ReceiveAsync(new byte[10], CancellationToken.None).Within();
        Assert.That(pending.IsCompleted, Is.False);
        await pair.Client.DisposeAsync();

        Assert.That(await pending, Is.Zero);
    }

    [Test]
    public async Task Cancelling_a_receive_loses_nothing()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        using CancellationTokenSource cancel = new();
        Task<int> pending = pair.Server.ReceiveAsync(new byte[10], cancel.Token).Within();
        await cancel.CancelAsync();
        Assert.That(async () => await pending, Throws.InstanceOf<OperationCanceledException>());

        await pair.Client.SendAsync(new byte[] { 1, 2, 3 }).Within();
        Assert.That(await pair.Server.ReceiveExactlyAsync(3), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    [Property("Row", "TPT-14")]
    public async Task Sending_to_a_closed_peer_fails_as_closed([Values] bool abort)
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        if (abort)
        {
            pair.Server.Abort();
        }
        else
        {
            await pair.Server.DisposeAsync();
        }

        // Over TCP the peer's answer to what came too late is what tells of it.
        ConnectionClosedException? error = Assert.ThrowsAsync<ConnectionClosedException>(async () =>
        {
            while (true)
            {
                await pair.Client.SendAsync(new byte[100]).Within();
            }
        });
        Assert.That(error!.ClosedHere, Is.False);
        Assert.That(error.Message, Does.Contain(pair.Client.Description));
        Assert.That(error.InnerException, pair.Client.Descriptor is null ? Is.Null : Is.InstanceOf<SocketException>(), "the system's error, where there is one");
    }

    [Test]
    public async Task An_own_abort_fails_what_is_pending_and_what_comes_later([Values] bool dispose)
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Task<int> receive = pair.Client.ReceiveAsync(new byte[10], CancellationToken.None).Within();
        (Task send, _) = pair.Client.FillUntilPending();
        Assert.That(receive.IsCompleted || send.IsCompleted, Is.False);

        if (dispose)
        {
            await pair.Client.DisposeAsync();
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(pair.Client.Abort)));

        AssertClosedHere(async () => await receive);
        AssertClosedHere(async () => await send.Within());
        AssertClosedHere(async () => await pair.Client.SendAsync(new byte[1]).Within());
        AssertClosedHere(async () => await pair.Client.ReceiveAsync(new byte[1], CancellationToken.None).Within());
    }

    [Test]
    public async Task The_peers_abort_ends_what_is_pending()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        Task<int> receive = pair.Client.ReceiveAsync(new byte[10], CancellationToken.None).Within();
        (Task send, _) = pair.Client.FillUntilPending();
        pair.Server.Abort();

        Assert.That(async () => await send.Within(), Throws.InstanceOf<ConnectionClosedException>());
        Assert.That(await EndOfAsync(receive), Is.True);
    }

    [Test]
    public async Task A_stalled_reader_holds_the_sender_back_and_loses_nothing()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        (Task pending, int length) = pair.Client.FillUntilPending();
        byte[] received = await pair.Server.ReceiveExactlyAsync(length);

        await pending.Within();
        byte[] chunk = ConnectionBytes.Numbered(0, 64 * 1024);
        Assert.That(received.Chunk(chunk.Length).All(part => part.AsSpan().SequenceEqual(chunk)), Is.True);
    }

    [Test]
    [Property("Row", "TPT-17")]
    public async Task A_half_open_link_tells_of_itself()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(Transport);
        await using Actor actor = TestActors.Create();
        Link link = new(pair.Client, Soon.Actor("peer"), isConnector: true, actor, actor.Limits, NullLogger.Instance);
        string text = $"Link to {Soon.Actor("peer")}, {pair.Client.Description}, ";
        Assert.That(link.ToString(), Is.EqualTo($"{text}0 bytes received, 0 sent"), "before it has started");
        await pair.Client.SendAsync(new byte[] { 1, 2, 3 }).Within();
        await pair.Server.ReceiveExactlyAsync(3);
        await pair.Server.SendAsync(new byte[] { 4, 5 }).Within();
        await pair.Client.ReceiveExactlyAsync(2);
        pair.Server.Abort();
        Assert.That(link.ToString(), Is.EqualTo($"{text}2 bytes received, 3 sent"), "its peer is gone");
        link.Abort(new IOException("cut"));
        await link.DisposeAsync();
        Assert.That(link.ToString(), Is.EqualTo($"{text}2 bytes received, 3 sent"), "it is gone itself");
        Assert.That((pair.Server.Traffic.Received, pair.Server.Traffic.Sent), Is.EqualTo((3, 2)));
    }

    private static void AssertClosedHere(Func<Task> operation)
    {
        ConnectionClosedException? error = Assert.ThrowsAsync<ConnectionClosedException>(() => operation());
        Assert.That(error!.ClosedHere, Is.True);
    }

    // The end of an aborting peer may look orderly or not; it is an end.
    private static async Task<bool> EndOfAsync(Task<int> receive)
    {
        try
        {
            return await receive == 0;
        }
        catch (ConnectionClosedException)
        {
            return true;
        }
    }
}
