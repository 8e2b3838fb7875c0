namespace Tractor.StreamTests;

/// <summary>
/// One conversation, cut before every frame and in the middle of each, in both directions and in every manner: all that
/// was under way ends on both sides with the loss of the peer as its error, what ended well was whole, and nothing is left
/// (STR-20 to 22). Over TCP nothing can come in between: there both sides prove the address that the other one dialled.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase), Parallelizable(ParallelScope.Children)]
public sealed class CutSweepTests() : StreamFixture(TreeKind.Processes)
{
    // So that senders wait for room after a few frames.
    private static readonly ActorLimits SmallWindows = Patient with { StreamWindow = 2, MaxStreamWindow = 2 };

    // What an endpoint's task may always end with.
    private static readonly string[] Whole =
    [
        "Plus returned", "Turn returned", "Break InvalidOperationException", "Few returned", "Bounce returned 2",
        $"Park {nameof(TaskCanceledException)} {CancelReason.Explicit}",
    ];

    // What it ends with where its opener left it.
    private static readonly string[] Left =
    [
        $"Forever {nameof(OperationCanceledException)} {CancelReason.ParentEnded}",
        $"Hold {nameof(TaskCanceledException)} {CancelReason.Explicit}",
        $"Stuff {nameof(OperationCanceledException)} {CancelReason.Explicit}",
        $"Listen {nameof(OperationCanceledException)} {CancelReason.Explicit}",
    ];

    // Those that are under way as soon as the first call is made.
    private static readonly string[] Opened = ["Bounce", "Stuff", "Listen"];

    private int _talks;

    // Each conversation is bounded by itself: together they are some fifty.
    [Test, Property("Row", "STR-21")]
    public Task EveryCutEndsAllThatWasOpen([Values] bool fromConnector, [Values] CutPlace place, [Values] CutKind kind) => ActorNursery.RunAsync(
        async nursery =>
        {
            Portal direct = await nursery.StartActorAsync("peer", Sweeps.Endpoints + Signs.Endpoints);
            await using CuttingProxy proxy = new(await direct.WhereAsync());
            Assert.That(await TalkAsync(proxy, direct).WithinAsync(), Is.Empty, "without a cut");
            int cuts = 0;
            for (int frame = 0; ; frame++)
            {
                proxy.Next = new Cut(fromConnector, frame, place, kind);
                IReadOnlyList<string> wrong = await TalkAsync(proxy, direct).WithinAsync();
                Assert.That(wrong, Is.Empty, $"{proxy.Next}");
                if (!proxy.Last!.IsCut)
                {
                    break;
                }

                cuts++;
            }

            Assert.That(cuts, Is.GreaterThan(fromConnector ? 25 : 35));
            Assert.That(await direct.PlusAsync(0, 1, 2).WithinAsync(), Is.EqualTo(3), "the peer goes on");
            await nursery.CancelAsync();
        },
        Options(SmallWindows));

    // Gives what was not as it should be.
    private async Task<IReadOnlyList<string>> TalkAsync(CuttingProxy proxy, Portal direct)
    {
        List<string> wrong = [];
        int talk = ++_talks;
        Portal? portal = null;
        Conversation? conversation = null;
        Exception? first = null;
        Exception? failure = await Soon.ErrorOfAsync(() => ActorNursery.RunAsync(async nursery =>
        {
            portal = await CurrentActor.ConnectAsync(proxy.Address);
            conversation = new Conversation(portal, talk, () => proxy.Last!.IsCut);
            first = await Soon.ErrorOfAsync(conversation.TalkAsync);
        }));
        bool isCut = proxy.Last!.IsCut;
        if (!(isCut ? IsLoss(failure, portal) : failure is null))
        {
            wrong.Add($"the nursery ended with {failure}");
        }

        if (!(isCut ? IsLoss(first, portal) : first is null))
        {
            wrong.Add($"the conversation ended with {first}");
        }

        wrong.AddRange(conversation?.Wrong ?? []);
        if (portal is not null)
        {
            portal.Link.Abort(new IOException("the conversation is over"));
            await portal.Link.Lost.WithinAsync();
            wrong.AddRange(portal.Link.Dialogs.Snapshot().Select(static dialog => $"{dialog.EndpointName} is left"));
        }

        wrong.AddRange(await WrongThereAsync(direct, talk, isCut, hasAll: first is null && conversation is not null, conversation?.WasCutShort != false));
        return wrong;
    }

    // Before there is a portal, the connection itself fails.
    private static bool IsLoss(Exception? error, Portal? portal) =>
        error is null or PeerLostException || (portal is null && error is TransportException { Fault: TransportFault.Handshake });

    // What the endpoints' tasks saw.
    private static async Task<IEnumerable<string>> WrongThereAsync(Portal direct, int talk, bool isCut, bool hasAll, bool wasCutShort)
    {
        (int live, string[] endings) = (1, []);
        await Soon.UntilAsync(async () =>
        {
            (live, endings) = await direct.AccountAsync(talk);
            return live == 0 && (!hasAll || Array.TrueForAll(Opened, name => endings.Any(ending => ending.StartsWith(name, StringComparison.Ordinal))));
        });
        return endings.Where(ending => !IsRight(ending)).Select(ending => $"there: {ending}");

        bool IsRight(string ending) =>
            Whole.Contains(ending) || (!wasCutShort && Left.Contains(ending)) || (isCut && ending.EndsWith($"CanceledException {CancelReason.PeerLost}", StringComparison.Ordinal));
    }
}
