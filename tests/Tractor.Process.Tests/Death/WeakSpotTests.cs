namespace Tractor.ProcessTests.Death;

/// <summary>
/// Weak spots of the original that have no other place here. E1 and E3 are in the tests of deaths and kills, E4 in those
/// of starts, E6 and E7 in those of nurseries; E18 cannot happen, as a one-shot is typed: the generator refuses it.
/// </summary>
internal abstract class WeakSpotTests(ActorTransport transport) : ProcessFixture(transport)
{
    [Test]
    [Property("Row", "CAN-19")]
    public async Task E2_CAN19_The_tasks_of_a_client_that_died_are_cancelled()
    {
        CancelReason reason = await Root.RunAsync(async nursery =>
        {
            Portal host = await nursery.StartActorAsync("host", Visitors.Endpoints);
            ActorAddress address = await host.AddressAsync();
            Exception? death = null;
            try
            {
                await ActorNursery.RunAsync(async inner =>
                {
                    Portal guest = await inner.StartActorAsync("guest", Visitors.Endpoints);
                    await using var visit = await guest.OpenVisitAsync(address);
                    Signals.Send(guest.Actor.Pid, Signals.Kill);
                    await visit.ResultAsync();
                });
            }
            catch (ActorDiedException error)
            {
                death = error;
            }

            Assert.That(death, Is.Not.Null);
            CancelReason why = await AskAsync(host);
            await nursery.CancelAsync();
            return why;
        });

        Assert.That(reason, Is.EqualTo(CancelReason.PeerLost));
    }

    [Test]
    [Property("Row", "CAN-20")]
    public async Task CAN20_What_a_client_that_died_had_under_way_is_cancelled_and_may_end_in_its_time()
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await Root.RunAsync(async nursery =>
        {
            Portal host = await nursery.StartActorAsync("host", Visitors.Endpoints);
            ActorAddress address = await host.AddressAsync();
            Exception death = await ActorNursery.RunAsync(async inner =>
            {
                Portal guest = await inner.StartActorAsync("guest", Visitors.Endpoints);
                await using var visit = await guest.OpenVisitToLingerAsync(address, file);
                Signals.Send(guest.Actor.Pid, Signals.Kill);
                await visit.ResultAsync();
            }).ErrorAsync();

            Assert.That(death, Is.InstanceOf<ActorDiedException>());
            Assert.That(await host.WhyLeftAsync(), Is.EqualTo(CancelReason.PeerLost), "it serves on, and has cancelled the task");
            Assert.That(await host.CancelActorAsync(Soon.Bound), Is.True);
            Assert.That(File.Exists(file), Is.True, "an end in order waits for the task");
        });
        File.Delete(file);
    }

    [Test]
    public async Task E5_An_endpoint_that_returns_without_started_fails_the_open()
    {
        Exception error = await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("child", Visitors.Endpoints);
            await portal.OpenNeverStartsAsync();
        });

        Assert.That(error is ProtocolException or RemoteActorException, Is.True, error.ToString());
        Assert.That(error.ToString(), Does.Contain("StartedAsync"));
    }

    [Test]
    public async Task E29_CTX13_A_swallowed_cancel_has_exactly_one_terminal()
    {
        await Root.RunAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("child", Visitors.Endpoints);
            await using var context = await portal.OpenSwallowAsync();
            await context.CancelAsync();
            Assert.That((await context.WaitAsync()).IsCancelled, Is.True);

            // A second terminal would have broken the link.
            await using var again = await portal.OpenSwallowAsync();
            Assert.That(again.Started, Is.EqualTo(1));
            await nursery.CancelAsync();
        });
    }

    private static async Task<CancelReason> AskAsync(Portal host) => await host.WhyLeftAsync();
}
