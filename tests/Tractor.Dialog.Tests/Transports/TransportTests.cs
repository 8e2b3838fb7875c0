using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Tractor.Actors;
using Tractor.Links;

namespace Tractor.DialogTests;

/// <summary>Which transport connects the actors of a tree.</summary>
public abstract class TransportTests(TreeKind kind) : DialogFixture(kind)
{
    private string Scheme => Kind switch
    {
        TreeKind.ProcessesOverTcp => "tcp",
        TreeKind.InMemory => "mem",
        _ => "uds",
    };

    [Test, Property("Row", "RUN-12"), Property("Row", "TPT-19")]
    public Task EveryActorOfTheTreeListensOverItsTransportAndNoOther() => RunAsync(async nursery =>
    {
        Portal child = await StartAsync(nursery, "child");
        Assert.That(CurrentActor.Address.Transport, Is.EqualTo(Scheme));
        Assert.That((await child.WhereAsync()).Transport, Is.EqualTo(Scheme));
        await using var context = await child.OpenParkBelowAsync(NewKey());
        Assert.That(context.Started.Transport, Is.EqualTo(Scheme));
        Portal below = await CurrentActor.ConnectAsync(context.Started);
        Assert.That((await below.WhoAreYouAsync()).Name, Is.EqualTo("below"));
        await context.CancelAsync();
        if (Kind == TreeKind.ProcessesOverTcp)
        {
            Assert.That(Leaks.SocketFiles(), Is.Empty);
        }
    });

    [Test, Property("Row", "TPT-05")]
    public async Task AnActorListensAtSeveralAddressesAtOnce()
    {
        ActorAddress[] addresses = [];
        await RunAsync(
            async _ =>
            {
                addresses = [CurrentActor.AddressOver(ActorTransport.UnixSocket), CurrentActor.AddressOver(ActorTransport.Tcp), CurrentActor.AddressOver(ActorTransport.InMemory)];
                Assert.That(addresses.Select(address => address.Transport), Is.EqualTo(new[] { "uds", "tcp", "mem" }));
                Assert.That(addresses, Does.Contain(CurrentActor.Address));
                foreach (ActorAddress address in addresses)
                {
                    Portal self = await CurrentActor.ConnectAsync(address);
                    Assert.That(await self.WhoAreYouAsync(), Is.EqualTo(CurrentActor.Id));
                }
            },
            Options() with { Endpoints = Signs.Endpoints });
        await RunAsync(async _ =>
        {
            foreach (ActorAddress address in addresses)
            {
                TransportException error = (TransportException)await CurrentActor.ConnectAsync(address).ErrorAsync();
                Assert.That(error.Fault, Is.EqualTo(TransportFault.NobodyListens), $"with the actor its listeners have ended: {error.Message}");
            }
        });
    }

    [Test, Property("Row", "SPN-17")]
    public Task OneChildMayHaveATransportOfItsOwn() => RunAsync(async nursery =>
    {
        Portal usual = await StartAsync(nursery, "usual");
        Portal special = await nursery.StartActorAsync("special", Talk.Endpoints + Third.Endpoints + Signs.Endpoints, new ActorOptions { Transport = ActorTransport.Tcp });
        Assert.That((await usual.WhereAsync()).Transport, Is.EqualTo(Scheme));
        ActorAddress address = await special.WhereAsync();
        Assert.That(address.Transport, Is.EqualTo("tcp"));
        Assert.That(await usual.FailThereAsync(address, "through").ErrorAsync(), Is.InstanceOf<RemoteActorException>().With.Message.Contains("through"));
    });

    [Test, Property("Row", "TPT-18")]
    public Task APeerMayHaveSeveralConnectionsAndEachLeavesWhenItEnds() => RunAsync(async nursery =>
    {
        Actor here = ActorsInProcess.Get("test");
        Portal child = await StartAsync(nursery, "child");
        Portal again = await CurrentActor.ConnectAsync(await child.WhereAsync());
        Assert.That(again.Actor, Is.EqualTo(child.Actor));
        Link[] links = [.. here.Peers.Links.Where(link => link.Peer == child.Actor)];
        Assert.That(links, Has.Length.EqualTo(2));
        links.Single(link => link != child.Link).Abort(new IOException("cut by the test"));
        await Soon.UntilAsync(() => here.Peers.Links.Count(link => link.Peer == child.Actor) == 1);
        Assert.That(await child.WhoAreYouAsync(), Is.EqualTo(child.Actor));
        Assert.That(await child.CancelActorAsync(Soon.Bound), Is.True);
        await Soon.UntilAsync(() => here.Peers.Links.Count == 0);
    });

    [Test, Property("Row", "TPT-11")]
    public async Task TheSystemTellsWhichProcessAPeerIs()
    {
        using Journal log = new();
        await RunAsync(
            async nursery =>
            {
                Portal child = await StartAsync(nursery, "child");
                _ = await CurrentActor.ConnectAsync(await child.WhereAsync());
                string known = Kind == TreeKind.Processes ? "confirms its process" : "does not tell its process";
                Assert.That(OpenedTo(child).Count(text => text.EndsWith($" is open; the system {known}", StringComparison.Ordinal)), Is.EqualTo(2));
                Assert.That(log.At(LogLevel.Warning), Is.Empty);
                if (Kind == TreeKind.Processes)
                {
                    await using CuttingProxy between = new(await child.WhereAsync());
                    Portal through = await CurrentActor.ConnectAsync(between.Address);
                    Assert.That(await through.WhoAreYouAsync(), Is.EqualTo(child.Actor), "it has the secret of the tree");
                    Assert.That(log.At(LogLevel.Warning), Has.One.EndsWith($" is open, and leads by way of process {Environment.ProcessId}, as the system says"));
                }

                IEnumerable<string> OpenedTo(Portal portal) => log.At(LogLevel.Debug).Where(text => text.StartsWith($"Link to {portal.Actor}, ", StringComparison.Ordinal));
            },
            Options() with { LoggerFactory = log });
    }

    [Test, Property("Row", "TPT-17")]
    public async Task AConnectionTellsItsPeerItsAddressAndItsBytes()
    {
        using Journal log = new();
        await RunAsync(
            async nursery =>
            {
                Portal child = await StartAsync(nursery, "child");
                string how = Kind == TreeKind.Processes ? "started from" : "accepted at";
                string who = $"{child.Actor}, {how} {CurrentActor.Address}";
                Assert.That(child.ToString(), Does.StartWith($"Portal to {who}"));
                (long received, long sent) = BytesIn(child.ToString());
                await child.WhoAreYouAsync();
                await child.Link.Outgoing.FlushAsync();
                Assert.That(BytesIn(child.ToString()).Received, Is.InRange(received + 10, received + 1000));
                Assert.That(BytesIn(child.ToString()).Sent, Is.InRange(sent + 10, sent + 1000));
                Assert.That(log.At(LogLevel.Debug), Has.Some.StartsWith($"Link to {who}").And.Contain(" is open"));
                await child.CancelActorAsync(Soon.Bound);
                await Soon.UntilAsync(() => !child.IsConnected);
                Assert.That(child.ToString(), Does.StartWith($"Portal to {who}").And.EndsWith(", closed"));
                string closed = log.At(LogLevel.Debug).Single(text => text.StartsWith($"Link to {who}", StringComparison.Ordinal) && text.Contains(" is closed: ", StringComparison.Ordinal));
                Assert.That(BytesIn(closed).Received, Is.EqualTo(BytesIn(child.ToString()).Received));
            },
            Options() with { LoggerFactory = log });
    }

    [Test]
    public async Task MemoryBetweenProcessesIsRefused()
    {
        Exception? atTheRoot = await Soon.ErrorOfAsync(() => ActorNursery.RunAsync(_ => Task.CompletedTask, new ActorRuntimeOptions { Transport = ActorTransport.InMemory, HandleSignals = false }));
        Assert.That(atTheRoot, Is.InstanceOf<ArgumentException>().With.Message.Contains("ActorTransport.InMemory").And.Message.Contains("'root'"));
        await RunAsync(async nursery =>
        {
            ActorOptions options = new() { Spawning = ActorSpawning.Process, Transport = ActorTransport.InMemory };
            Exception? error = await Soon.ErrorOfAsync(() => nursery.StartActorAsync("far", Signs.Endpoints, options));
            Assert.That(error, Is.InstanceOf<ArgumentException>().With.Message.Contains("'far'"));
        });
    }

    private static (long Received, long Sent) BytesIn(string text)
    {
        Match match = Regex.Match(text, ", (?<received>[0-9]+) bytes received, (?<sent>[0-9]+) sent");
        Assert.That(match.Success, Is.True, text);
        return (long.Parse(match.Groups["received"].Value, CultureInfo.InvariantCulture), long.Parse(match.Groups["sent"].Value, CultureInfo.InvariantCulture));
    }
}
