using Tractor.Streams;

namespace Tractor.StreamTests.Flow;

/// <summary>A stream that is closed while another thread reads it.</summary>
[TestFixture]
public sealed class CloseWhileReadingTests
{
    private const int Rounds = 10_000;
    private const int Items = 60;

    [Test]
    public async Task TheReaderHearsThatItIsClosedWhereverItIs()
    {
        await using StreamBench bench = await StreamBench.StartAsync(new ActorLimits(), new ActorLimits());
        for (int round = 0; round < Rounds; round++)
        {
            StreamPair<long, long> pair = new(bench.Far, new Int64Codec(isSelfContained: false), new Int64Codec(isSelfContained: false));
            MsgStream<long, long> stream = pair.Open(null);
            for (int i = 0; i < Items; i++)
            {
                pair.Inbox.Put(new byte[8]);
            }

            using Barrier together = new(2);
            Task<Exception?> reading = Task.Run(() => ReadAsync(stream, together));
            together.SignalAndWait();
            pair.Inbox.Close();
            Assert.That(await reading.WithinAsync(), Is.TypeOf<StreamClosedException>());
        }
    }

    private static async Task<Exception?> ReadAsync(MsgStream<long, long> stream, Barrier together)
    {
        try
        {
            await stream.ReceiveAsync();
            together.SignalAndWait();
            while (true)
            {
                await stream.ReceiveAsync();
            }
        }
        catch (Exception error)
        {
            return error;
        }
    }
}
