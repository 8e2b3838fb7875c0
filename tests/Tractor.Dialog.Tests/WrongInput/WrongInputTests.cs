using System.Net.Sockets;
using MemoryPack;
using Tractor.Actors;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>Raw bytes at a real actor's socket: they end their own connection at most (TPT-02, RPC-08).</summary>
public abstract class WrongInputTests(TreeKind kind) : DialogFixture(kind)
{
    private static readonly ActorLimits Small = new() { MaxMessageBytes = 64 << 10, MaxPendingHandshakes = 64 };

    private static readonly ActorLimits Hasty = Small with { HandshakeTimeout = TimeSpan.FromSeconds(1) };

    [Test, Property("Row", "TPT-02")]
    public Task WhoSendsNothingIsClosed() => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsync(address);
        Assert.That(await raw.ReadAsync(), Is.Null);
    }, Hasty);

    [TestCase("GET / HTTP/1.1\r\nHost: example\r\n\r\n")]
    [TestCase("\u0000\u0000\u0000\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000")]
    public Task WhoSpeaksSomethingElseIsClosed(string bytes) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsync(address);
        await raw.SendBytesAsync(System.Text.Encoding.Latin1.GetBytes(bytes));
        Assert.That(await raw.ReadAsync(), Is.Null);
    });

    [TestCase(int.MaxValue)]
    [TestCase(-1)]
    [Property("Row", "TPT-02")]
    public Task AHugeHelloIsClosed(int announced) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsync(address);
        await raw.SendAsync(FrameKind.Hello, 0, [1, 2, 3], announced);
        Assert.That(await raw.ReadAsync(), Is.Null);
    });

    [TestCase(HandshakeFrames.ProtocolVersion + 1, false, "of the protocol")]
    [TestCase(HandshakeFrames.ProtocolVersion, true, "token")]
    [TestCase(HandshakeFrames.ProtocolVersion, false, "no actor of this tree")]
    [Property("Row", "TPT-02")]
    public Task WhoIsNotAdmittedIsToldWhy(int version, bool isChild, string expected) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsync(address);
        await raw.SendHelloAsync([Guid.NewGuid(), Guid.NewGuid()], isChild, (ushort)version);
        (FrameHeader header, byte[] payload) = (await raw.ReadAnswerAsync())!.Value;
        Assert.That(header.Kind, Is.EqualTo(FrameKind.Refused));
        Assert.That(MessageCoding.Read(payload, RefusedMessage.Read).Reason, Does.Contain(expected));
        Assert.That(await raw.ReadAsync(), Is.Null);
    });

    [TestCaseSource(nameof(Violations))]
    [Property("Row", "TPT-15")]
    public Task AViolationEndsItsOwnConnection(object wrong) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        await ((WrongCase)wrong).Send(raw);
        await raw.ReadToEndAsync();
    });

    [TestCase(FrameKind.Item)]
    [TestCase(FrameKind.Stop)]
    [TestCase(FrameKind.Cancel)]
    [TestCase(FrameKind.Credit)]
    [TestCase(FrameKind.Result)]
    [TestCase(FrameKind.Error)]
    [TestCase(FrameKind.CancelActorDone)]
    [Property("Row", "RPC-08")]
    public Task AFrameOfAnUnknownDialogIsDropped(object kind) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        await raw.SendAsync((FrameKind)kind, 99, [1, 2, 3]);
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 1, []);
        Assert.That((await raw.ReadAsync())!.Value.Header, Has.Property("Kind").EqualTo(FrameKind.Result).And.Property("Dialog").EqualTo(1UL));
    });

    [Test]
    public Task AMessageOverTheLimitIsRefusedAndTheConnectionGoesOn([Values] bool inParts) => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        byte[] arguments = new byte[40 << 10];
        if (inParts)
        {
            await raw.SendStartAsync(Endpoint(nameof(Signs), "ReadSign"), 1, arguments, flags: FrameFlags.More);
            await raw.SendAsync(FrameKind.Start, 1, arguments, flags: FrameFlags.More);
            await raw.SendAsync(FrameKind.Start, 1, arguments);
        }
        else
        {
            await raw.SendStartAsync(Endpoint(nameof(Signs), "ReadSign"), 1, [.. arguments, .. arguments]);
        }

        PayloadException error = (PayloadException)await ReadErrorAsync(raw);
        Assert.That((error.Part, error.IsReading), Is.EqualTo((PayloadPart.Arguments, true)));
        int size = 16 + (inParts ? 3 : 2) * arguments.Length;
        Assert.That(error.Message, Does.Contain($"its size is {size} bytes, and the limit 65536 (ActorLimits.MaxMessageBytes). Raise the limit in both actors, or send it in smaller pieces."));
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 3, []);
        Assert.That((await raw.ReadAsync())!.Value.Header.Kind, Is.EqualTo(FrameKind.Result));
    });

    [Test]
    public Task AStartThatIsGivenUpWasNever() => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        await raw.SendAsync(FrameKind.Start, 1, new byte[20], flags: FrameFlags.More);
        await raw.SendAsync(FrameKind.Cancel, 1, []);
        await raw.SendAsync(FrameKind.Start, 1, [], flags: FrameFlags.Void);
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 1, []);
        Assert.That((await raw.ReadAsync())!.Value.Header.Kind, Is.EqualTo(FrameKind.Result));
    });

    [Test]
    public Task AStartThatCannotBeServedIsAnsweredAndTheConnectionGoesOn() => BesideADialogAsync(async address =>
    {
        using RawPeer raw = await RawPeer.ConnectAsPeerAsync(address);
        await raw.SendStartAsync(Values.Endpoints.Parts[0].Endpoints[0], 1, []);
        Assert.That(await ReadErrorAsync(raw), Is.InstanceOf<EndpointNotExposedException>());
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 3, [], changed: 1);
        Assert.That(await ReadErrorAsync(raw), Is.InstanceOf<ContractMismatchException>());
        await raw.SendStartAsync(Endpoint(nameof(Signs), "ReadSign"), 5, [250, 255, 255, 127, 1]);
        Assert.That(await ReadErrorAsync(raw), Is.InstanceOf<PayloadException>().And.Property("IsReading").True);
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 7, [1, 2, 3]);
        Assert.That(await ReadErrorAsync(raw), Is.InstanceOf<PayloadException>());
        await raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 9, []);
        Assert.That((await raw.ReadAsync())!.Value.Header.Kind, Is.EqualTo(FrameKind.Result));
    });

    [Test]
    public Task AClientThatLeavesInTheMiddleLeavesNoTask() => BesideADialogAsync(async address =>
    {
        string key = NewKey();
        Portal peer = await CurrentActor.ConnectAsync(address);
        using (RawPeer raw = await RawPeer.ConnectAsPeerAsync(address))
        {
            await raw.SendStartAsync(Endpoint(nameof(Talk), "ParkCall"), 1, MemoryPackSerializer.Serialize(key));
            await peer.ReadSignAsync(key + ".running").WithinAsync();
            await raw.SendAsync(FrameKind.Start, 3, [1, 2, 3], announced: 500);
        }

        Assert.That(await peer.ReadSignAsync(key).WithinAsync(), Is.EqualTo("ended"), "CAN-19");
    });

    [Test]
    [Property("Row", "TPT-02")]
    public Task AThousandHalfOpenConnectionsDisturbNobody() => BesideADialogAsync(async address =>
    {
        Portal peer = await CurrentActor.ConnectAsync(address);
        List<RawPeer> flood = [];
        try
        {
            while (flood.Count < 1000)
            {
                try
                {
                    flood.Add(await RawPeer.ConnectAsync(address));
                }
                catch (SocketException error) when (error.SocketErrorCode is SocketError.WouldBlock or SocketError.TryAgain or SocketError.NoBufferSpaceAvailable)
                {
                    // The backlog is full: answered calls show meanwhile that the actor goes on.
                    Assert.That(await peer.WhoAreYouAsync().WithinAsync(), Is.EqualTo(peer.Actor));
                }
            }

            await Task.WhenAll(flood.Select(raw => raw.ReadToEndAsync()));
        }
        finally
        {
            flood.ForEach(raw => raw.Dispose());
        }

        using RawPeer last = await RawPeer.ConnectAsPeerAsync(address);
    }, Hasty);

    protected static IEnumerable<object> Violations() => Cases();

    private static IEnumerable<WrongCase> Cases()
    {
        yield return new("garbage", raw => raw.SendBytesAsync([.. Enumerable.Range(0, 256).Select(i => (byte)(i * 31 + 7))]));
        yield return new("an unknown kind", raw => raw.SendAsync((FrameKind)200, 1, []));
        yield return new("kind 0", raw => raw.SendAsync(0, 1, []));
        yield return new("a second hello", raw => raw.SendHelloAsync([]));
        yield return new("a huge length", raw => raw.SendAsync(FrameKind.Start, 1, [], int.MaxValue));
        yield return new("a negative length", raw => raw.SendAsync(FrameKind.Start, 1, [], -5));
        yield return new("a frame over the limit", raw => raw.SendAsync(FrameKind.Start, 1, [], FrameLimits.FrameBytes + 1));
        yield return new("a message of two kinds", async raw =>
        {
            await raw.SendAsync(FrameKind.Start, 1, new byte[20], flags: FrameFlags.More);
            await raw.SendAsync(FrameKind.Item, 1, new byte[20]);
        });
        yield return new("a message given up that was not begun", raw => raw.SendAsync(FrameKind.Start, 1, [], flags: FrameFlags.Void));
        yield return new("unknown flags", raw => raw.SendAsync(FrameKind.Start, 1, new byte[20], flags: (FrameFlags)64));
        yield return new("a credit in parts", raw => raw.SendAsync(FrameKind.Credit, 1, new byte[8], flags: FrameFlags.More));
        yield return new("ever more messages begun", async raw =>
        {
            for (ulong dialog = 1; dialog <= 2 * FrameLimits.Unfinished + 1; dialog += 2)
            {
                await raw.SendAsync(FrameKind.Start, dialog, new byte[20], flags: FrameFlags.More);
            }
        });
        yield return new("a short Start", raw => raw.SendAsync(FrameKind.Start, 1, [1, 2, 3, 4, 5]));
        yield return new("an id of the other side", raw => raw.SendStartAsync(Endpoint(nameof(Signs), "WhoAreYou"), 2, []));
        yield return new("an id in use", async raw =>
        {
            await OpenAsync(raw, "ParkCall");
            await OpenAsync(raw, "ParkCall");
        });
        yield return new("an item before Started", raw => OpenAndSendAsync(raw, "ParkBeforeStart", FrameKind.Item));
        yield return new("an item to a call", raw => OpenAndSendAsync(raw, "ParkCall", FrameKind.Item));
        yield return new("a result from the opener", raw => OpenAndSendAsync(raw, "ParkBeforeStart", FrameKind.Result));
        yield return new("an error from the opener", raw => OpenAndSendAsync(raw, "ParkCall", FrameKind.Error));
        yield return new("Accepted from the opener", raw => OpenAndSendAsync(raw, "ParkBeforeStart", FrameKind.Accepted));
        yield return new("Started from the opener", raw => OpenAndSendAsync(raw, "ParkBeforeStart", FrameKind.Started));
        yield return new("a broken Cancel", raw => OpenAndSendAsync(raw, "ParkBeforeStart", FrameKind.Cancel));
        yield return new("a broken CancelActor", raw => raw.SendAsync(FrameKind.CancelActor, 1, [5, 200, 1]));
        yield return new("a broken Ending", raw => raw.SendAsync(FrameKind.Ending, 1, [5, 200, 1]));
    }

    private static async Task OpenAndSendAsync(RawPeer raw, string endpoint, FrameKind kind)
    {
        await OpenAsync(raw, endpoint);
        await raw.SendAsync(kind, 1, [5, 200, 1]);
    }

    private static Task OpenAsync(RawPeer raw, string endpoint) =>
        raw.SendStartAsync(Endpoint(nameof(Talk), endpoint), 1, MemoryPackSerializer.Serialize("key"));

    private static EndpointDescriptor Endpoint(string holder, string name) =>
        (Talk.Endpoints + Signs.Endpoints).Parts.SelectMany(part => part.Endpoints).Single(endpoint => endpoint.Name.EndsWith($".{holder}.{name}", StringComparison.Ordinal));

    private static async Task<Exception> ReadErrorAsync(RawPeer raw)
    {
        (FrameHeader header, byte[] payload) = (await raw.ReadAsync())!.Value;
        Assert.That(header.Kind, Is.EqualTo(FrameKind.Error));
        return ErrorBox.Unpack(MessageCoding.Read(payload, ErrorInfo.Read), CurrentActor.Id);
    }

    // Runs the body beside an open dialog with the same actor, which goes on; then a new one opens, and the actor ends in order.
    private Task BesideADialogAsync(Func<ActorAddress, Task> body, ActorLimits? limits = null) => RunWithPeerAsync(
        async peer =>
        {
            string key = NewKey();
            ActorAddress address = await peer.WhereAsync();
            await using (var open = await peer.OpenReturnLaterAsync(key))
            {
                await body(address);
                await peer.WriteSignAsync(key, "");
                Assert.That(await open.ResultAsync(), Is.EqualTo(5));
            }

            Assert.That((await peer.OpenGreetAsync(_ => Task.CompletedTask, "new")).Value, Is.EqualTo(3));
            Assert.That(await peer.CancelActorAsync(TimeSpan.FromSeconds(10)), Is.True, "nothing is left in it");
        },
        limits ?? Small);
}
