using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class UnixSocketTransportTests : TransportContract
{
    private readonly ScratchDirectory scratch = new();

    protected override ITransport Transport => new UnixSocketTransport(scratch.Runtime);

    [OneTimeTearDown]
    public void RemoveScratch() => scratch.Dispose();

    [Test]
    public void A_send_that_is_taken_at_once_allocates_nothing()
    {
        ConnectedPair pair = ConnectedPair.CreateAsync(Transport).GetAwaiter().GetResult();
        byte[] data = new byte[200];
        RoundTrips(pair, data, 2_000);

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool synchronous = RoundTrips(pair, data, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        pair.DisposeAsync().AsTask().GetAwaiter().GetResult();

        Assert.That(synchronous, Is.True);
        Assert.That(allocated, Is.Zero);
    }

    // In one thread, so that its allocations are all there are: what was sent is there to be received at once.
    private static bool RoundTrips(ConnectedPair pair, byte[] data, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ValueTask send = pair.Client.SendAsync(data);
            ValueTask<int> receive = pair.Server.ReceiveAsync(data, CancellationToken.None);
            if (!send.IsCompletedSuccessfully || !receive.IsCompletedSuccessfully || receive.Result != data.Length)
            {
                return false;
            }
        }

        return true;
    }
}
