using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Platform;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Transport.Tests;

/// <summary>The connection that a child is started with.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[SupportedOSPlatform("linux")]
internal sealed class ConnectionPairTests : IDisposable
{
    private const int SmallBuffer = 4096;

    private readonly ConnectionPair _pair = ConnectionPair.Create(SmallBuffer);
    private RawSocketConnection? _ours;

    private RawSocketConnection Ours => _ours ??= new RawSocketConnection(_pair.Ours, "ours");

    public void Dispose()
    {
        _pair.Ours.Dispose();
        _pair.Theirs.Dispose();
    }

    [Test]
    public async Task What_has_come_is_received_before_the_end_that_is_made_here()
    {
        RawSocketConnection theirs = new(RawSocket.Over(_pair.Theirs, SmallBuffer), "theirs");
        await theirs.SendAsync("last words"u8.ToArray());
        byte[] room = new byte[4];
        ValueTask<int> first = Ours.ReceiveAsync(room, CancellationToken.None);
        Assert.That(Ours.TryEndReceiving(), Is.True);
        int all = await Soon.Ends(first.AsTask());
        int count;
        while ((count = await Soon.Ends(Ours.ReceiveAsync(room, CancellationToken.None).AsTask())) > 0)
        {
            all += count;
        }

        Assert.That(all, Is.EqualTo("last words".Length), "although the other end is open");
    }

    [Test]
    public async Task Who_waits_for_bytes_hears_of_the_end_that_is_made_here()
    {
        Task<int> waiting = Ours.ReceiveAsync(new byte[4], CancellationToken.None).AsTask();
        Assert.That(waiting.IsCompleted, Is.False);
        Ours.TryEndReceiving();
        Assert.That(await Soon.Ends(waiting), Is.Zero);
    }

    [Test]
    public async Task A_send_to_a_peer_that_does_not_read_is_given_up()
    {
        using CancellationTokenSource enough = new();
        Task sending = HandshakeFrames.SendOrAbortAsync(Ours, FrameKind.Refused, new RefusedMessage(new string('x', 1_000_000)), enough.Token);
        Assert.That(sending.IsCompleted, Is.False);
        await enough.CancelAsync();
        Assert.That(await Soon.Error(sending), Is.TypeOf<ConnectionClosedException>());
    }
}
