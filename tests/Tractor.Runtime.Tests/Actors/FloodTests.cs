using System.IO.Pipelines;
using Nerdbank.Streams;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.CompilerServices;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Leaks = Tractor.TestKit.Leaks;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>A peer of the tree that asks for more than it takes: what it makes the actor hold is bounded.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class FloodTests
{
    private const int ResultBytes = 100_000;

    private Actor _actor = null!;
    private Peer _peer = null!;
    private PipeConnection _far = null!;

    [SetUp]
    public void Connect()
    {
        ActorId id = new("target", Guid.NewGuid(), Environment.ProcessId);
        ActorLimits limits = new() { MaxQueuedBytes = 64 << 10, MaxUnreadAnswerBytes = 64 << 10, MaxDialogsPerPeer = 2000, MaxArgumentBytesPerPeer = 1024 };
        _actor = new Actor(
            new ActorSetup { Id = id, Root = id, TreeSecret = Credentials.Create(), Transport = ActorTransport.InMemory, Endpoints = FloodEndpoints.Endpoints, Spawning = ActorSpawning.InProcess, Limits = limits },
            parentScope: null);
        (IDuplexPipe near, IDuplexPipe far) = FullDuplexStream.CreatePipePair(new PipeOptions(pauseWriterThreshold: 64 << 10, resumeWriterThreshold: 32 << 10, useSynchronizationContext: false));
        _far = new PipeConnection(far, "to the target");
        _peer = _actor.AddPeer(new PipeConnection(near, "from a peer"), Soon.Actor("peer"), isConnector: false);
    }

    [TearDown]
    public async Task Nothing_is_left()
    {
        await _far.DisposeAsync();
        await _actor.DisposeAsync();
        Assert.That(Leaks.InProcess(), Is.Empty);
    }

    [Test]
    public async Task Results_wait_until_their_caller_reads([Values("BlockAsync", "BlockWithTokenAsync", "BlockLaterAsync")] string endpoint)
    {
        const int calls = 200;
        for (int i = 0; i < calls; i++)
        {
            await CallAsync(endpoint, (ulong)(2 * i) + 1, BitConverter.GetBytes(ResultBytes)[..4]);
        }

        // Without a bound all of them would be in the queue before the first is read.
        long largest = 0;
        int results = 0;
        using FrameReader reader = new(_far);
        while (results < calls)
        {
            (FrameHeader header, byte[] payload) = await Soon.Ends(reader.NextAsync());
            Assert.That((header.Kind, payload.Length), Is.EqualTo((FrameKind.Result, ResultBytes + 4)));
            largest = Math.Max(largest, _peer.Link.Outgoing.WaitingBytes);
            results++;
        }

        Assert.That(largest, Is.LessThan(calls * ResultBytes / 2));
        await Bounds.UntilAsync(() => _peer.Link.Dialogs.OpenedByPeer == 0, "the last call to be left");
    }

    [Test]
    public async Task An_actor_ends_although_its_results_are_not_read([Values("BlockAsync", "BlockWithTokenAsync")] string endpoint)
    {
        for (int i = 0; i < 50; i++)
        {
            await CallAsync(endpoint, (ulong)(2 * i) + 1, BitConverter.GetBytes(ResultBytes));
        }

        await Soon.Ends(_actor.DisposeAsync().AsTask());
        Assert.That(_peer.Link.IsClosed);
    }

    [Test]
    public async Task Refusals_that_are_not_read_end_the_connection()
    {
        byte[] unknown = new byte[16];
        Exception? error = await Soon.Error(SendUntilClosedAsync(FrameKind.Start, unknown, nextDialog: 2));
        Assert.That(error, Is.TypeOf<ConnectionClosedException>());
        Assert.That((await Soon.Ends(_peer.Link.Closed)).Message, Does.Contain("it does not read").And.Contain("ActorLimits.MaxUnreadAnswerBytes"));
    }

    [Test]
    public async Task Arguments_beyond_the_limit_are_refused_and_those_before_go_on()
    {
        byte[] large = [.. BitConverter.GetBytes(~600), .. BitConverter.GetBytes(600), .. Enumerable.Repeat((byte)'a', 600)];
        using FrameReader reader = new(_far);
        await CallAsync("HoldAsync", 1, large);
        await CallAsync("HoldAsync", 3, large);
        (FrameHeader refused, byte[] why) = await Soon.Ends(reader.NextAsync());
        await SendAsync(FrameKind.Cancel, 1, Cancel());
        (FrameHeader ended, _) = await Soon.Ends(reader.NextAsync());
        await CallAsync("BlockAsync", 5, BitConverter.GetBytes(1));
        (FrameHeader result, _) = await Soon.Ends(reader.NextAsync());

        Assert.That((refused.Kind, refused.Dialog), Is.EqualTo((FrameKind.Error, 3UL)));
        Assert.That(System.Text.Encoding.UTF8.GetString(why), Does.Contain("ActorLimits.MaxArgumentBytesPerPeer"));
        Assert.That((ended.Kind, ended.Dialog, result.Kind, result.Dialog), Is.EqualTo((FrameKind.Error, 1UL, FrameKind.Result, 5UL)));
        await Bounds.UntilAsync(() => _peer.Link.Dialogs.ArgumentBytes == 0, "the last call's arguments to be released");
    }

    [Test]
    public async Task Requests_to_end_are_counted()
    {
        RecordingHandler handler = new();
        await using LinkPair pair = await LinkPair.CreateAsync(new ActorLimits { MaxPendingCancels = 3 });
        Cancellation cause = new(Soon.Actor(), CancelReason.Explicit, [Soon.Actor()]);
        List<ulong> asked = [];
        pair.ServerHandler.Answer = (link, request) => asked.Add(request);
        for (int i = 0; i < 4; i++)
        {
            pair.Client.Send(FrameKind.CancelActor, (ulong)i, new EndMessage(CancelMessage.From(cause, TimeSpan.Zero), 0));
        }

        Exception reason = await Soon.Ends(pair.Server.Closed);
        Assert.That((reason.GetType(), asked.Count), Is.EqualTo((typeof(ProtocolException), 3)));
    }

    private static byte[] Cancel() =>
        MessageCoding.ToBytes(CancelMessage.From(new Cancellation(Soon.Actor(), CancelReason.Explicit, [Soon.Actor()]), TimeSpan.Zero));

    private Task CallAsync(string name, ulong dialog, byte[] arguments)
    {
        EndpointDescriptor endpoint = FloodEndpoints.Endpoints.Parts[0].Endpoints.Single(one => one.Name.EndsWith("." + name, StringComparison.Ordinal));
        return SendAsync(FrameKind.Start, dialog, [.. BitConverter.GetBytes(endpoint.Id), .. BitConverter.GetBytes(endpoint.ContractHash), .. arguments]);
    }

    private Task SendAsync(FrameKind kind, ulong dialog, byte[] payload) =>
        Soon.Ends(_far.SendAsync(TestFrames.Bytes([new TestFrame(kind, dialog, payload)])).AsTask());

    private async Task SendUntilClosedAsync(FrameKind kind, byte[] payload, ulong nextDialog)
    {
        for (ulong dialog = 1; ; dialog += nextDialog)
        {
            await SendAsync(kind, dialog, payload);
        }
    }
}
