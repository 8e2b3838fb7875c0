namespace Tractor.StreamTests.Allocations;

/// <summary>Once, all readers of a peer stop reading until each of them has.</summary>
internal sealed class CommonPause(int readers)
{
    private const int Calls = 1000;

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _reading = readers;

    public async Task TakeAsync(Portal peer)
    {
        if (_over.Task.IsCompleted)
        {
            return;
        }

        if (Interlocked.Decrement(ref _reading) == 0)
        {
            // Long enough for the peer to fill the windows.
            for (int i = 0; i < Calls; i++)
            {
                await peer.EchoLongAsync(i);
            }

            _over.SetResult();
        }

        await _over.Task;
    }
}
