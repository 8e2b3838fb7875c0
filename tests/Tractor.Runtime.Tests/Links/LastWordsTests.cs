using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Transport;
using Tractor.Transport.Tests;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>A peer that is thrown out is told why, also over TCP, which takes back what is on its way when a socket is closed with bytes unread.</summary>
[TestFixture]
internal sealed class LastWordsTests
{
    // More than the reader takes at once, and than the peer's window has room for.
    private const int Unread = 1 << 20;
    private const int Ahead = 16;
    private const int AheadBytes = 16 << 10;

    private static readonly byte[] Words = "why it ends"u8.ToArray();

    [Test]
    public async Task They_arrive_although_the_peer_goes_on_sending()
    {
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(new TcpTransport());
        await using Link link = Create(pair.Server);
        for (int i = 0; i < Ahead; i++)
        {
            link.Outgoing.TryAppend(FrameKind.Item, 1, new byte[AheadBytes]);
        }

        await Soon.Ends(link.Outgoing.FlushAsync());
        link.Start();
        Task sending = SendAsync(pair.Client);
        Assert.That(await TestKit.Soon.HoldsAsync(Soon.Bound, () => !link.Outgoing.TryAppend(FrameKind.Credit, 1, [])), Is.True, "it says no more");
        List<TestFrame> frames = TestFrames.Parse(await Soon.Ends(ReadToEndAsync(pair.Client)));
        await Soon.Ends(sending);
        await pair.Client.DisposeAsync();

        Assert.That(frames.Count(frame => frame.Kind == FrameKind.Item), Is.EqualTo(Ahead));
        Assert.That(frames[^1].Kind, Is.EqualTo(FrameKind.Error));
        Assert.That(frames[^1].Payload, Is.EqualTo(Words));
        Assert.That(await Soon.Ends(link.Closed), Is.TypeOf<ProtocolException>());
    }

    [Test]
    public async Task A_peer_that_neither_reads_nor_ends_holds_the_end_up_no_longer_than_the_limit()
    {
        using CancellationTokenSource limit = new();
        await using ConnectedPair pair = await ConnectedPair.CreateAsync(new TcpTransport());
        await using Link link = Create(pair.Server, limit.Token);
        link.Start();
        await Soon.Ends(pair.Client.SendAsync(TestFrames.Bytes([new TestFrame((FrameKind)200, 1, [])])).AsTask());
        Assert.That(await TestKit.Soon.HoldsAsync(Soon.Bound, () => !link.Outgoing.TryAppend(FrameKind.Credit, 1, [])), Is.True, "it says no more");
        Assert.That(link.IsClosed, Is.False, "it waits for the peer");
        await limit.CancelAsync();
        Assert.That(await Soon.Ends(link.Closed), Is.TypeOf<ProtocolException>());
    }

    private static Link Create(IConnection connection, CancellationToken limit = default) =>
        new(connection, Soon.Actor("client"), isConnector: false, new RecordingHandler(), new ActorLimits(), NullLogger.Instance)
        {
            TellPeer = async (link, reason) =>
            {
                link.Outgoing.TryAppend(FrameKind.Error, 0, Words);
                await link.EndSendingAsync(reason, limit);
            },
        };

    private static async Task SendAsync(IConnection connection)
    {
        await connection.SendAsync(TestFrames.Bytes([new TestFrame((FrameKind)200, 1, [])]));
        await connection.SendAsync(new byte[Unread]);
    }

    private static async Task<byte[]> ReadToEndAsync(IConnection connection)
    {
        using MemoryStream all = new();
        byte[] room = new byte[8192];
        int count;
        while ((count = await connection.ReceiveAsync(room, CancellationToken.None)) > 0)
        {
            all.Write(room, 0, count);
        }

        return all.ToArray();
    }
}
