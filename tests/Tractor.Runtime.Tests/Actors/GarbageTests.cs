using System.Buffers;
using CsCheck;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Leaks = Tractor.TestKit.Leaks;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>A peer that identified itself and then sends whatever comes to its mind.</summary>
[TestFixture("mem")]
[TestFixture("tcp")]
[TestFixture("uds")]
[NonParallelizable]
internal sealed class GarbageTests(string scheme)
{
    private static readonly Gen<(byte Kind, byte Dialog, byte[] Payload, int Endpoint)> Frame = Gen.Select(
        Gen.Frequency((20, Gen.Byte[16, 25]), (1, Gen.Byte), (1, Gen.Byte[32, 34])),
        Gen.Byte[0, 6],
        Gen.Byte.Array[0, 60],
        Gen.Int[0, 8]);

    // Over TCP an actor leaves the last word to its peers for that long, and these do not say it.
    private static readonly ActorLimits Hasty = new() { CancelTimeout = TimeSpan.FromMilliseconds(10) };

    [TearDown]
    public async Task Nothing_is_left() => Assert.That(await TestKit.Soon.HoldsAsync(TimeSpan.FromSeconds(5), () => !Leaks.InProcess().Any()), Is.True);

    [Test]
    public void It_disturbs_nobody_else_and_the_actor_can_end() =>
        Frame.Array[1, 30].Sample(frames => PlayAsync(frames).GetAwaiter().GetResult(), iter: 300, threads: 1);

    [Test]
    public async Task An_id_that_is_in_use_does_not_keep_the_actor()
    {
        byte[] start = StartOf(TreeEndpoints.Endpoints.Parts[0].Endpoints.Single(endpoint => endpoint.Name.EndsWith("WaitAsync", StringComparison.Ordinal)), [1, 0, 0, 0]);
        await PlayAsync([(16, 1, start, -1), (16, 1, start, -1)]);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(100_000)]
    public async Task Who_is_thrown_out_is_told_why_whatever_he_sent_behind(int more)
    {
        Actor actor = CreateActor();
        await using Intruder bad = await Intruder.ConnectAsync(actor);
        byte[] square = StartOf(TreeEndpoints.Endpoints.Parts[0].Endpoints.Single(endpoint => endpoint.Name.EndsWith("SquareAsync", StringComparison.Ordinal)), [7, 0, 0, 0]);
        await bad.SendAsync(FrameKind.Start, 1, square);
        Assert.That((await bad.ReceiveAsync()).Kind, Is.EqualTo(FrameKind.Result));
        await bad.SendAsync([new TestFrame(FrameKind.Start, 0, square), .. Enumerable.Repeat(new TestFrame(FrameKind.Item, 1, new byte[1000]), more / 1000), .. Enumerable.Repeat(new TestFrame(FrameKind.Stop, 1, []), Math.Min(more, 1))]);

        Assert.That((await bad.ReceiveAsync()).Kind, Is.EqualTo(FrameKind.Error));
        await Soon.Ends(actor.DisposeAsync().AsTask());
    }

    private async Task PlayAsync((byte Kind, byte Dialog, byte[] Payload, int Endpoint)[] frames)
    {
        Actor actor = CreateActor();
        await using Intruder good = await Intruder.ConnectAsync(actor);
        await using Intruder bad = await Intruder.ConnectAsync(actor);
        foreach ((byte kind, byte dialog, byte[] payload, int endpoint) in frames)
        {
            byte[] body = kind == (byte)FrameKind.Start && endpoint >= 0 && endpoint < actor.Setup.Endpoints.Parts[0].Endpoints.Length
                ? StartOf(actor.Setup.Endpoints.Parts[0].Endpoints[endpoint], payload)
                : payload;
            await bad.SendAsync((FrameKind)kind, dialog, body);
        }

        if (!actor.IsEnding)
        {
            // Whatever the other one does, this one gets its answers.
            await good.SendAsync(FrameKind.Start, 1, StartOf(actor.Setup.Endpoints.Parts[0].Endpoints.Single(endpoint => endpoint.Name.EndsWith("SquareAsync", StringComparison.Ordinal)), [7, 0, 0, 0]));
            TestFrame answer = await good.ReceiveAsync();
            Assert.That(answer.Kind, Is.EqualTo(actor.IsEnding ? answer.Kind : FrameKind.Result));
        }

        await Soon.Ends(actor.DisposeAsync().AsTask());
    }

    private static byte[] StartOf(CompilerServices.EndpointDescriptor endpoint, byte[] arguments) =>
        [.. BitConverter.GetBytes(endpoint.Id), .. BitConverter.GetBytes(endpoint.ContractHash), .. arguments];

    private Actor CreateActor()
    {
        ActorId id = new("target", Guid.NewGuid(), Environment.ProcessId);
        return new Actor(
            new ActorSetup { Id = id, Root = id, TreeSecret = Credentials.Create(), Transport = ActorTransport.Find(scheme)!, Endpoints = TreeEndpoints.Endpoints, Spawning = ActorSpawning.InProcess, Limits = Hasty },
            parentScope: null);
    }

    /// <summary>Speaks the handshake, then raw frames.</summary>
    private sealed class Intruder(IConnection connection) : IAsyncDisposable
    {
        public static async Task<Intruder> ConnectAsync(Actor actor)
        {
            IdentifiedConnection made = await Soon.Ends(ClientHandshake.ConnectAsync(
                actor.Listener.Address, Soon.Actor("intruder"), isChild: false, actor.Setup.TreeSecret, Soon.Bound, TimeProvider.System, CancellationToken.None));
            return new Intruder(made.Connection);
        }

        public Task SendAsync(FrameKind kind, ulong dialog, byte[] payload) => SendAsync([new TestFrame(kind, dialog, payload)]);

        public async Task SendAsync(TestFrame[] frames)
        {
            try
            {
                await connection.SendAsync(TestFrames.Bytes(frames));
            }
            catch (ConnectionClosedException)
            {
                // It has been thrown out.
            }
        }

        public async Task<TestFrame> ReceiveAsync()
        {
            (FrameKind kind, byte[] payload) = await Soon.Ends(HandshakeFrames.ReceiveAsync(connection, CancellationToken.None));
            return new TestFrame(kind, 0, payload);
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
