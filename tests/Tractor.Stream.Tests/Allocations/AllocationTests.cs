namespace Tractor.StreamTests.Allocations;

/// <summary>
/// What both processes together allocate an item or call in steady state, by the precise total. A thread that the pool
/// adds counts as well, but is not added each time: the least of several runs counts. What opening costs is left out: a
/// run of a tenth as many costs that as well.
/// </summary>
/// <remarks>Counted in actors of their own: the host of the tests allocates two kilobytes a second by itself.</remarks>
[TestFixture]
[NonParallelizable]
public sealed class AllocationTests() : StreamFixture(TreeKind.Processes)
{
    private const int Items = 500_000;

    // A call takes twenty times as long as an item, and a reader that waits for each of a few takes five times as long, so
    // they are fewer: as many as it takes for a thread that the pool adds meanwhile, of a kilobyte, to stay below the bound,
    // twice.
    private const int Calls = 300_000;
    private const double Bound = 0.01;

    // Of so few, that thread would show. The smallest object has 24 bytes.
    private const int Waits = 20_000;
    private const int Noise = 1;

    // A task with a long as its result, and one that gets it from a value-task source.
    private const int TaskBytes = 72;
    private const int TaskOfCallBytes = 88;

    [Test]
    public Task AnIntThatIsReceivedCostsNothing() => CostsAsync(nameof(Works.AnIntThatIsReceived), Items, 0);

    [Test]
    public Task AStructThatIsReceivedCostsNothing() => CostsAsync(nameof(Works.AStructThatIsReceived), Items, 0);

    /// <summary>The sender fills the window, and waits for credit, again and again.</summary>
    [Test]
    public Task AStructForAReaderThatPausesCostsNothing() => CostsAsync(nameof(Works.AStructForAReaderThatPauses), Items, 0);

    /// <summary>All of them have their windows full at the same time, once.</summary>
    [Test]
    public Task AStructOfManyStreamsAtOnceCostsNothing() => CostsAsync(nameof(Works.AStructOfManyStreamsAtOnce), Items, 0);

    [Test]
    public Task AnIntThatIsSentCostsNothing() => CostsAsync(nameof(Works.AnIntThatIsSent), Items, 0);

    [Test]
    public Task AStructThereAndBackCostsNothing() => CostsAsync(nameof(Works.AStructThereAndBack), Items, 0);

    [Test]
    public Task AnIntForManyReadersCostsNothing() => CostsAsync(nameof(Works.AnIntForManyReaders), Items, 0);

    [Test]
    public Task AStructForManyReadersOfADialogCostsNothing() => CostsAsync(nameof(Works.AStructForManyReadersOfADialog), Calls, 0);

    /// <summary>Each item is sent when all of them wait for it.</summary>
    [Test]
    public Task AnItemThatManyReadersWaitForCostsNothing() => CostsAsync(nameof(Works.AnItemThatManyReadersWaitFor), Waits, Noise);

    [Test]
    public Task ACallCostsNothing() => CostsAsync(nameof(Works.ACall), Calls, 0);

    /// <summary>As many as run on the pool behind one that blocked, again and again.</summary>
    [Test]
    public Task ACallBehindOneThatBlockedCostsNothing() => CostsAsync(nameof(Works.ACallBehindOneThatBlocked), Waits, Noise);

    /// <summary>The caller's task, as its signature says, and the callee's own.</summary>
    [Test]
    public Task ACallOfATaskCostsThatTask() => CostsAsync(nameof(Works.ACallOfATask), Calls, TaskBytes + TaskOfCallBytes);

    private Task CostsAsync(string work, int count, int own) => ActorNursery.RunAsync(async nursery =>
    {
        Portal counter = await nursery.StartActorAsync("counter", Measurement.Endpoints);
        Assert.That(await counter.CostOfOneAsync(work, count, own + Bound), Is.LessThan(own + Bound));
        await nursery.CancelAsync();
    }, Options());
}
