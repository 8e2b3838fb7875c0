using System.Net.Sockets;
using System.Runtime.Versioning;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class LifelineTests
{
    private readonly TaskCompletionSource _fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SocketPair _pair = null!;
    private Lifeline _lifeline = null!;
    private int _calls;

    [SetUp]
    public void Watch()
    {
        _pair = SocketPair.Create();
        _lifeline = Lifeline.Watch(_pair.Client.SafeHandle, () =>
        {
            _calls++;
            _fired.TrySetResult();
        });
    }

    [TearDown]
    public async Task Unwatch()
    {
        _lifeline.Dispose();
        await _lifeline.Ended.Bounded();
        _pair.Dispose();
    }

    [Test]
    public async Task It_fires_once_when_the_peer_closes()
    {
        _pair.Server.Dispose();

        await _lifeline.Ended.Bounded();
        Assert.That(_calls, Is.EqualTo(1));
    }

    [Test]
    public async Task It_fires_when_the_peer_closes_with_data_unread()
    {
        await _pair.Server.SendAsync(new byte[100]);
        await _pair.Client.SendAsync(new byte[100]);
        _pair.Server.Close(0);

        await _lifeline.Ended.Bounded();
        Assert.That(_calls, Is.EqualTo(1));
    }

    [Test]
    public async Task It_fires_when_the_peer_only_shuts_down_its_sending()
    {
        _pair.Server.Shutdown(SocketShutdown.Send);

        await _lifeline.Ended.Bounded();
        Assert.That(_calls, Is.EqualTo(1));
    }

    [Test]
    public async Task Data_neither_fires_it_nor_is_taken()
    {
        byte[] received = new byte[1000];
        for (int i = 0; i < 100; i++)
        {
            await _pair.Server.SendAsync(new byte[] { (byte)i });
            Assert.That(await _pair.Client.ReceiveAsync(received), Is.EqualTo(1));
            Assert.That(received[0], Is.EqualTo(i));
        }

        Assert.That(_lifeline.Ended.IsCompleted, Is.False);
        Assert.That(_calls, Is.Zero);
    }

    [Test]
    public async Task A_stopped_one_never_fires()
    {
        _lifeline.Dispose();
        _pair.Server.Dispose();

        await _lifeline.Ended.Bounded();
        Assert.That(_calls, Is.Zero);
        _lifeline.Dispose();
    }

    [Test]
    public async Task Its_thread_watches_even_when_the_pool_is_exhausted()
    {
        using ManualResetEventSlim release = new();
        Task[] hogs = [.. Enumerable.Range(0, 50).Select(_ => Task.Run(() => release.Wait(Bounds.Limit)))];
        try
        {
            _pair.Server.Dispose();
            Assert.That(_fired.Task.Wait(Bounds.Limit), Is.True);
        }
        finally
        {
            release.Set();
        }

        await Task.WhenAll(hogs).Bounded();
    }

    [Test]
    public async Task Its_descriptors_are_closed()
    {
        _lifeline.Dispose();
        await _lifeline.Ended.Bounded();
        int sockets = ProcFile.CountDescriptors("socket:");
        int events = ProcFile.CountDescriptors("eventfd");
        for (int i = 0; i < 10; i++)
        {
            Lifeline lifeline = Lifeline.Watch(_pair.Client.SafeHandle, static () => { });
            lifeline.Dispose();
            await lifeline.Ended.Bounded();
        }

        Assert.That(ProcFile.CountDescriptors("socket:"), Is.EqualTo(sockets));
        Assert.That(ProcFile.CountDescriptors("eventfd"), Is.EqualTo(events));
    }

    [Test]
    public void The_peer_of_a_socket_is_known()
    {
        PeerCredentials peer = PeerCredentials.Of(_pair.Server.SafeHandle);

        Assert.That((peer.Pid, peer.Uid), Is.EqualTo((Environment.ProcessId, CurrentUser.EffectiveId)));
    }
}
