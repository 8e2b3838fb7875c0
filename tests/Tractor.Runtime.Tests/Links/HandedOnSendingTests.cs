using NUnit.Framework;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>A thread that has sent for others often enough hands that on to the pool, again and again.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class HandedOnSendingTests
{
    private const int Sends = 200_000;
    private const int Runs = 6;

    // Below that of any object for each of the hand-overs, one in eight sends.
    private const double Bound = 0.5;

    private readonly TaskCompletionSource[] _done = [.. Enumerable.Range(0, Runs).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))];
    private OutgoingQueue _queue = null!;
    private int _left;
    private int _run;

    [Test]
    public async Task It_costs_nothing()
    {
        await using ChattyConnection connection = new() { Sending = AppendNext };
        _queue = new OutgoingQueue(connection, new ActorLimits());
        double least = double.MaxValue;
        for (_run = 0; _run < Runs && least > Bound; _run++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            _left = Sends;
            Append();
            await Soon.Ends(_done[_run].Task);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (double)Sends);
        }

        Assert.That(least, Is.LessThan(Bound));
    }

    // So each send finds that more has come meanwhile.
    private void AppendNext()
    {
        if (--_left > 0)
        {
            Append();
        }
        else
        {
            _done[_run].SetResult();
        }
    }

    private void Append() => _queue.TryAppend(FrameKind.Stop, 1, default(ReadOnlySpan<byte>));
}
