using System.Diagnostics;

namespace Tractor.DialogTests;

/// <summary>Single calls: what they carry, how they end, that they never cross (RPC rows).</summary>
public abstract class CallTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "RPC-01")]
    public Task ValuesOfManyKindsComeBack() => RunWithValuesAsync(async peer =>
    {
        Leaf leaf = new(1, null, new Leaf(2, "two", null));
        Assert.That(await peer.MaybeIntAsync(null), Is.Null);
        Assert.That(await peer.MaybeIntAsync(-5), Is.EqualTo(-5));
        Assert.That(await peer.MaybeTextAsync(null), Is.Null);
        Assert.That(await peer.TupleAsync((1, "x", leaf)), Is.EqualTo((1, "x", leaf)));
        Assert.That(await peer.RecordAsync(leaf), Is.EqualTo(leaf));
        Assert.That(await peer.RecordAsync(null), Is.Null);
        Assert.That(await peer.ArrayAsync([leaf, leaf]), Is.EqualTo(new[] { leaf, leaf }));
        Assert.That(await peer.DictionaryAsync(new() { ["a"] = [1, 2], [""] = [] }), Is.EqualTo(new Dictionary<string, List<int>> { ["a"] = [1, 2], [""] = [] }));
        Assert.That((await peer.MemoryAsync(new byte[] { 1, 2, 3 })).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(await peer.AddressAsync(CurrentActor.Address), Is.EqualTo(CurrentActor.Address));
        Assert.That(await peer.EnumsAsync(Shade.Dark, null), Is.EqualTo((Shade.Dark, (Shade?)null)));
        Assert.That(await peer.AsValueTaskAsync(long.MinValue), Is.EqualTo(long.MinValue));
        await peer.NothingAtAllAsync();
        (Guid, DateTimeOffset, TimeSpan, decimal) plain = (Guid.NewGuid(), DateTimeOffset.Now, TimeSpan.FromTicks(7), 1.25m);
        Assert.That(await peer.PlainAsync(plain.Item1, plain.Item2, plain.Item3, plain.Item4), Is.EqualTo(plain));
    });

    [Test, Property("Row", "RPC-13")]
    public Task OptionalParametersOverloadsAndNestedClasses() => RunWithValuesAsync(async peer =>
    {
        Assert.That(await peer.OptionalAsync(), Is.EqualTo("7 preset Light"));
        Assert.That(await peer.OptionalAsync(text: "mine"), Is.EqualTo("7 mine Light"));
        Assert.That((await peer.OverAsync(1), await peer.OverAsync("s")), Is.EqualTo(("int 1", "string s")));
        Assert.That(await peer.SumAsync([1, 2, 3]), Is.EqualTo(6));
        Assert.That((await peer.Values.TextAsync("x"), await peer.Values_Inner.TextAsync("x")), Is.EqualTo(("x", "inner x")));
    });

    [Test]
    public Task ALargeText() => RunWithValuesAsync(async peer =>
    {
        string large = string.Create(5_000_000, 0, static (span, _) => span.Fill('ü'));
        Assert.That(await peer.Values.TextAsync(large) == large, Is.True);
    });

    [Test, Property("Row", "RPC-12")]
    public Task TwoHundredCallsNeverCross() => RunWithValuesAsync(async peer =>
    {
        Task<int>[] all = [.. Enumerable.Range(0, 200).Select(i => peer.DelayedEchoAsync(i, (i * 37) % 50))];
        Assert.That(await Task.WhenAll(all).WithinAsync(), Is.EqualTo(Enumerable.Range(0, 200)));
    });

    [Test, Property("Row", "RPC-02")]
    public Task WhatIsNotExposedIsRefusedAndTheActorLives() => RunWithValuesAsync(async peer =>
    {
        EndpointNotExposedException? call = Assert.ThrowsAsync<EndpointNotExposedException>(() => peer.SeesContextAsync());
        Assert.That((call!.Endpoint, call.Actor), Is.EqualTo(("Tractor.DialogTests.Talk.SeesContext", peer.Actor)));
        Assert.That(call.ServedTables, Has.Some.EndsWith("Values"));
        Assert.ThrowsAsync<EndpointNotExposedException>(() => peer.OpenGreetAsync("x"));
        Assert.That(await peer.OverAsync(1), Is.EqualTo("int 1"));
    });

    [Test, Property("Row", "RPC-15")]
    public Task AChildCallsItsParent() => RunAsync(
        async nursery =>
        {
            string key = NewKey();
            Notes.Set(key, "from the root");
            Portal peer = await StartAsync(nursery, "peer");
            Assert.That(await peer.AskParentAsync(key), Is.EqualTo("from the root"));
        },
        Options() with { Endpoints = Signs.Endpoints });

    [Test, Property("Row", "RPC-16")]
    public Task ACancelledCallCancelsTheRemoteTask() => RunWithPeerAsync(async peer =>
    {
        string key = NewKey();
        using CancellationTokenSource source = new();
        Task<int> call = peer.ParkCallAsync(key, source.Token);
        await peer.ReadSignAsync(key + ".running");
        await source.CancelAsync();
        OperationCanceledException? thrown = Assert.CatchAsync<OperationCanceledException>(() => call.WithinAsync());
        Assert.That(thrown!.CancellationToken, Is.EqualTo(source.Token));
        Assert.That(await peer.ReadSignAsync(key), Is.EqualTo("ended"));
        Assert.CatchAsync<OperationCanceledException>(() => peer.ParkCallAsync(key, source.Token));
    });

    [Test]
    public Task ATokenThatFiresAnywhereInACallEndsItOneWay() => RunWithPeerAsync(async peer =>
    {
        for (int i = 0; i < 300; i++)
        {
            using CancellationTokenSource source = new();
            Task<ActorId> call = peer.WhoAreYouAsync(source.Token);
            Thread.SpinWait(i * 20);
            await source.CancelAsync();
            Exception? error = await Soon.ErrorOfAsync(() => call.WithinAsync());
            Assert.That(error, Is.Null.Or.InstanceOf<OperationCanceledException>());
        }

        Assert.That(peer.Link.Dialogs.CallsInFlight(), Is.Empty);
    });

    [Test]
    public async Task ANurseryCancelledAnywhereInItsCallsEndsThemAll()
    {
        for (int i = 0; i < 40; i++)
        {
            await RunWithPeerAsync(peer => ActorNursery.RunAsync(async inner =>
            {
                Portal own = await CurrentActor.ConnectAsync(await peer.WhereAsync());
                Task<Exception?>[] calls = [.. Enumerable.Range(0, 8).Select(_ => Task.Run(() => Soon.ErrorOfAsync(async () => await own.ParkCallAsync("k").WithinAsync())))];
                Thread.SpinWait(i * 500);
                await inner.CancelAsync();
                Assert.That(await Task.WhenAll(calls), Has.All.InstanceOf<OperationCanceledException>());
            }));
            if (IsOfProcesses && i == 4)
            {
                break;
            }
        }
    }

    [Test, Property("Row", "RPC-11")]
    public Task ACallOfAnActorThatHasEndedFailsAtOnce() => RunWithPeerAsync(async peer =>
    {
        Assert.That(await peer.CancelActorAsync(Soon.Bound), Is.True);
        Stopwatch watch = Stopwatch.StartNew();
        Exception? first = await Soon.ErrorOfAsync(() => peer.WhoAreYouAsync());
        await peer.Link.Closed.WithinAsync();
        Exception? second = await Soon.ErrorOfAsync(() => peer.WhoAreYouAsync());
        Assert.That(first, Is.InstanceOf<TractorException>());
        Assert.That(second, Is.InstanceOf<PeerLostException>());
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(5)));
        Assert.That(await peer.CancelActorAsync(), Is.False, "CAN-01");
    });

    private Task RunWithValuesAsync(Func<Portal, Task> body) =>
        RunAsync(async nursery => await body(await nursery.StartActorAsync("peer", Values.Endpoints + Values.Inner.Endpoints)));
}
