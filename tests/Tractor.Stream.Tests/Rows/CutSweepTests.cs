using System.Globalization;

namespace Tractor.StreamTests;

/// <summary>
/// One conversation, cut before every frame and in the middle of each, in both directions and in every manner: all that
/// was open ends on both sides, with the loss of the peer as its error, and nothing is left (STR-20 to 22).
/// </summary>
[TestFixture]
public sealed class CutSweepTests() : StreamFixture(TreeKind.Processes)
{
    private const int Large = 300_000;

    [Test, Property("Row", "STR-21"), CancelAfter(150_000)]
    public Task EveryCutEndsAllThatWasOpen([Values] bool fromConnector, [Values] CutPlace place, [Values] CutKind kind) => RunAsync(async nursery =>
    {
        Portal direct = await nursery.StartActorAsync("peer", Sweeps.Endpoints + Signs.Endpoints);
        await using CuttingProxy proxy = new(await direct.WhereAsync());
        Assert.That(await TalkAsync(proxy), Is.Empty, "without a cut");
        int cuts = 0;
        for (int frame = 0; ; frame++)
        {
            proxy.Next = new Cut(fromConnector, frame, place, kind);
            IReadOnlyList<string> wrong = await TalkAsync(proxy).WithinAsync();
            Assert.That(wrong, Is.Empty, $"{proxy.Next}");
            if (!proxy.Last!.IsCut)
            {
                break;
            }

            cuts++;
            await Soon.UntilAsync(async () => await direct.LiveAsync() == 0);
        }

        Assert.That(cuts, Is.GreaterThan(fromConnector ? 12 : 20));
        Assert.That(await direct.PlusAsync(1, 2), Is.EqualTo(3), "the peer goes on");
    });

    // Gives what was not as it should be.
    private static async Task<IReadOnlyList<string>> TalkAsync(CuttingProxy proxy)
    {
        List<string> wrong = [];
        Portal? portal = null;
        Exception? failure = await Soon.ErrorOfAsync(() => ActorNursery.RunAsync(async nursery =>
        {
            portal = await CurrentActor.ConnectAsync(proxy.Address);
            Note(wrong, "the conversation", await Soon.ErrorOfAsync(() => TalkAsync(portal, wrong)));
        }));
        Note(wrong, "the nursery", failure);
        if (portal is not null)
        {
            portal.Link.Abort(new IOException("the conversation is over"));
            await portal.Link.Lost.WithinAsync();
            wrong.AddRange(portal.Link.Dialogs.Snapshot().Select(static dialog => $"{dialog.EndpointName} is left"));
        }

        return wrong;
    }

    private static async Task TalkAsync(Portal portal, List<string> wrong)
    {
        byte[] large = new byte[Large];
        await using var bounce = await portal.OpenBounceAsync();
        await using MsgStream<byte[], byte[]> stream = bounce.OpenStream();
        IAsyncEnumerator<int> numbers = portal.ForeverAsync().GetAsyncEnumerator();
        Func<Task>[] steps =
        [
            async () => await portal.PlusAsync(1, 2),
            async () => await numbers.MoveNextAsync(),
            async () => await ThereAndBackAsync(stream, [1, 2, 3]),
            async () => await portal.TurnAsync(large),
            () => BreakAsync(portal),
            () => ParkAsync(portal),
            async () => await Task.WhenAll(portal.TurnAsync(large), portal.PlusAsync(3, 4), ThereAndBackAsync(stream, large)),
            async () => await stream.DisposeAsync(),
            async () => await bounce.ResultAsync(),
            async () => await numbers.DisposeAsync(),
        ];
        for (int i = 0; i < steps.Length; i++)
        {
            Note(wrong, string.Create(CultureInfo.InvariantCulture, $"step {i}"), await Soon.ErrorOfAsync(steps[i]));
        }
    }

    private static async Task ThereAndBackAsync(MsgStream<byte[], byte[]> stream, byte[] item)
    {
        await stream.SendAsync(item);
        byte[] back = await stream.ReceiveAsync();
        if (back.Length != item.Length)
        {
            throw new InvalidOperationException($"an item of {back.Length} bytes came back");
        }
    }

    private static async Task BreakAsync(Portal portal)
    {
        try
        {
            await portal.BreakAsync();
        }
        catch (RemoteActorException error) when (error.Is<InvalidOperationException>())
        {
        }
    }

    private static async Task ParkAsync(Portal portal)
    {
        await using var parked = await portal.OpenParkAsync();
        await parked.CancelAsync();
        Outcome<int> outcome = await parked.WaitAsync();
        if (outcome is { IsCancelled: false, Error: { } error })
        {
            throw error;
        }
    }

    private static void Note(List<string> wrong, string what, Exception? error)
    {
        if (error is not (null or PeerLostException or TransportException { Fault: TransportFault.Handshake }))
        {
            wrong.Add($"{what}: {error}");
        }
    }
}
