using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Links;
using Tractor.Platform;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>
/// Waiting for a peer costs nothing, over a socket of the system's. Something else in the test host may allocate meanwhile,
/// but not each time: the least of several runs counts.
/// </summary>
[TestFixture]
[NonParallelizable]
[SupportedOSPlatform("linux")]
internal sealed class SendWaitTests
{
    private const int Rounds = 300;
    private const int Runs = 6;

    // Less than the smallest object a wait.
    private const double Bound = 24;

    private readonly byte[] _buffer = new byte[64 << 10];
    private SocketPair _sockets = null!;
    private RawSocketConnection _sender = null!;
    private RawSocketConnection _receiver = null!;

    [SetUp]
    public void Create()
    {
        _sockets = SocketPair.Create();
        _sender = new RawSocketConnection(_sockets.Client, "sender");
        _receiver = new RawSocketConnection(_sockets.Server, "receiver");
    }

    [TearDown]
    public async Task Dispose()
    {
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
        _sockets.Dispose();
    }

    [Test]
    public void Waits_for_a_full_socket_and_for_a_full_queue_allocate_nothing()
    {
        OutgoingQueue queue = new(_sender, new ActorLimits { MaxQueuedBytes = 4096, ReadSpin = TimeSpan.Zero });
        Assert.That(BytesARound(() => FillAndDrain(queue)), Is.LessThan(Bound));
    }

    [Test]
    public void Receives_that_are_begun_on_one_thread_and_awaited_on_another_allocate_nothing()
    {
        SemaphoreSlim begun = new(0);
        SemaphoreSlim awaited = new(0);
        ValueTask<int> receive = default;
        Thread other = new(() =>
        {
            while (begun.Wait(Soon.Bound) && !_receiver.IsClosedHere)
            {
                _sender.TrySend([1], default);
                Await(receive);
                awaited.Release();
            }
        });
        other.Start();
        double bytes = BytesARound(() =>
        {
#pragma warning disable CA2012 // The other thread awaits it, once.
            receive = _receiver.ReceiveAsync(_buffer, CancellationToken.None);
#pragma warning restore CA2012
            begun.Release();
            awaited.Wait(Soon.Bound);
        });
        _receiver.Abort();
        begun.Release();
        Assert.That(other.Join(Soon.Bound));
        Assert.That(bytes, Is.LessThan(Bound));
    }

    // Until the socket takes no more, and the queue neither; then all of it away.
    private void FillAndDrain(OutgoingQueue queue)
    {
        while (TrySend(queue, queue.WaitForRoomAsync(CancellationToken.None)))
        {
        }
    }

    private bool TrySend(OutgoingQueue queue, ValueTask room)
    {
        bool hasRoom = room.IsCompleted;
        while (!room.IsCompleted)
        {
            if (_receiver.TryReceive(_buffer) == RawSocket.WouldWait)
            {
                _receiver.Raw.BlockUntilReadable(milliseconds: 1);
            }
        }

        room.GetAwaiter().GetResult();
        return hasRoom && queue.TryAppend(FrameKind.Item, 1, _buffer.AsSpan(0, 16 << 10));
    }

    private static void Await(ValueTask<int> receive)
    {
        while (!receive.IsCompleted)
        {
            Thread.Sleep(1);
        }

        receive.GetAwaiter().GetResult();
    }

    private static double BytesARound(Action round)
    {
        double least = double.MaxValue;
        for (int run = 0; run < Runs && least > Bound; run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < Rounds; i++)
            {
                round();
            }

            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Rounds);
        }

        return least;
    }
}
