using System.Buffers.Binary;
using System.Collections.Concurrent;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Receives numbered frames, wakes work that ends at once or blocks, and notes what should not be.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class StressDialog(Link link, int seed, ConcurrentQueue<string> faults) : Dialog
{
    private readonly Random _random = new(seed);
    private int _received;
    private int _inside;
    private int _scheduled;
    private int _ran;

    public override string EndpointName => "stress";

    public int Received => Volatile.Read(ref _received);

    public bool IsQuiet => Volatile.Read(ref _scheduled) == Volatile.Read(ref _ran);

    public override void Receive(FrameHeader header, Payload payload)
    {
        if (Interlocked.Increment(ref _inside) != 1)
        {
            faults.Enqueue($"two threads in dialog {Id}");
        }

        int number = BinaryPrimitives.ReadInt32LittleEndian(payload);
        if (number != _received)
        {
            faults.Enqueue($"dialog {Id}: {number} instead of {_received}");
        }

        Volatile.Write(ref _received, number + 1);
        Wake(_random.Next(300));
        Interlocked.Decrement(ref _inside);
    }

    public override void Lose(Exception cause)
    {
    }

    /// <summary>Sends numbered frames of random sizes.</summary>
    public async Task SendAsync(int count)
    {
        Random random = new(seed + 1000);
        byte[] payload = new byte[400];
        for (int i = 0; i < count; i++)
        {
            BinaryPrimitives.WriteInt32LittleEndian(payload, i);
            if (!link.SendSmall(FrameKind.Item, Id, payload.AsSpan(0, random.Next(4, payload.Length))))
            {
                faults.Enqueue("the link is gone");
            }

            await link.Outgoing.WaitForRoomAsync(CancellationToken.None);
        }
    }

    private void Wake(int dice)
    {
        if (dice < 40)
        {
            _scheduled++;
            link.Schedule(new PlainWork(() => Work(dice)));
        }
    }

    private void Work(int dice)
    {
        if (ReaderThreads.Replaced > ReaderThreads.MostReplaced + 2)
        {
            faults.Enqueue($"{ReaderThreads.Replaced} threads");
        }

        link.Send(FrameKind.Credit, 0);
        if (dice < 2)
        {
            Thread.Sleep(1 + (3 * dice));
        }

        Interlocked.Increment(ref _ran);
    }
}
