using CsCheck;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

internal sealed class ByteQueueTests
{
    private const int Capacity = 8;

    [Test]
    public void It_gives_back_in_order_what_it_took() =>
        Gen.Int[-12, 12].List[0, 40].Sample(steps =>
        {
            ByteQueue queue = new(Capacity);
            Queue<byte> model = new();
            byte next = 0;
            foreach (int step in steps)
            {
                bool agrees = step >= 0
                    ? Enqueue(queue, model, step, ref next)
                    : Dequeue(queue, model, -step);
                if (!agrees || queue.Count != model.Count)
                {
                    return false;
                }
            }

            return true;
        });

    private static bool Enqueue(ByteQueue queue, Queue<byte> model, int count, ref byte next)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
        {
            bytes[i] = next++;
        }

        int expected = Math.Min(count, Capacity - model.Count);
        foreach (byte value in bytes.Take(expected))
        {
            model.Enqueue(value);
        }

        return queue.Enqueue(bytes) == expected;
    }

    private static bool Dequeue(ByteQueue queue, Queue<byte> model, int count)
    {
        byte[] buffer = new byte[count];
        int taken = queue.Dequeue(buffer);
        return taken == Math.Min(count, model.Count) && buffer.Take(taken).All(value => value == model.Dequeue());
    }
}
