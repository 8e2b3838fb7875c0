using Tractor.Actors;
using Tractor.Errors;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>A peer of the tree that answers wrongly: no caller hangs, each hears of it.</summary>
[TestFixture]
public sealed class WrongAnswerTests() : DialogFixture(TreeKind.Processes)
{
    private static readonly byte[] Garbage = [250, 255, 255, 127, 1, 2, 3];

    [Test, Property("Row", "ERR-15")]
    public Task AnErrorThatCannotBeRead() => WithAnswerAsync<ProtocolException>(peer => peer.WhoAreYouAsync(), (FrameKind.Error, Garbage));

    [Test, Property("Row", "ERR-06")]
    [Property("Row", "ERR-15")]
    public async Task AnErrorThatSaysNothing()
    {
        RemoteActorException thrown = (RemoteActorException)await WithAnswerAsync<RemoteActorException>(
            peer => peer.WhoAreYouAsync(), (FrameKind.Error, MessageCoding.ToBytes(new ErrorInfo())));
        Assert.That((thrown.TypeName, thrown.BoxedTypeName, thrown.ErrorType, thrown.RemoteMessage), Is.EqualTo(("(unknown type)", "(unknown type)", (Type?)null, "")));
        Assert.That(thrown.ToString(), Does.Contain("(unknown type)"));
    }

    [Test, Property("Row", "MSG-13")]
    public async Task AnErrorOfAPayloadThatSaysNothing()
    {
        PayloadException thrown = (PayloadException)await WithAnswerAsync<PayloadException>(
            peer => peer.WhoAreYouAsync(), (FrameKind.Error, MessageCoding.ToBytes(new ErrorInfo { Kind = ErrorKind.Payload })));
        Assert.That(thrown.Message, Does.Contain("Signs.WhoAreYou").And.Contain("(unknown type)").And.Contain("could not be read"));
    }

    [Test]
    public Task AnErrorOfADialogThatCannotBeRead() =>
        WithAnswerAsync<ProtocolException>(peer => peer.OpenPlainAsync(), (FrameKind.Accepted, []), (FrameKind.Error, Garbage));

    [Test]
    public Task AResultThatCannotBeRead() => WithAnswerAsync<PayloadException>(peer => peer.WhoAreYouAsync(), (FrameKind.Result, Garbage));

    [Test]
    public Task AFirstValueThatCannotBeRead() =>
        WithAnswerAsync<PayloadException>(peer => peer.OpenGreetAsync("x"), (FrameKind.Accepted, []), (FrameKind.Started, Garbage));

    [Test]
    public Task AFirstValueOfACall() => WithAnswerAsync<PeerLostException>(peer => peer.WhoAreYouAsync(), (FrameKind.Started, []));

    [Test]
    public Task AResultWithoutAFirstValue() =>
        WithAnswerAsync<ProtocolException>(peer => peer.OpenPlainAsync(), (FrameKind.Accepted, []), (FrameKind.Result, []));

    [Test]
    public Task AFirstValueBeforeAccepted() => WithAnswerAsync<PeerLostException>(peer => peer.OpenPlainAsync(), (FrameKind.Started, []));

    [Test]
    public Task ACancelFromTheEndpoint() => WithAnswerAsync<PeerLostException>(peer => peer.WhoAreYouAsync(), (FrameKind.Cancel, []));

    [Test]
    public Task AnUnknownKind() => WithAnswerAsync<PeerLostException>(peer => peer.WhoAreYouAsync(), ((FrameKind)77, []));

    [Test]
    public Task TwoFirstValues() => WithAnswerAsync<PeerLostException>(
        async peer =>
        {
            await using var context = await peer.OpenPlainAsync();
            await context.ResultAsync();
        },
        (FrameKind.Accepted, []),
        (FrameKind.Started, []),
        (FrameKind.Started, []));

    // Connects to a listener that plays an actor, makes the call, and answers its Start with these frames.
    private async Task<Exception> WithAnswerAsync<TError>(Func<Portal, Task> call, params (FrameKind Kind, byte[] Payload)[] answer)
        where TError : TractorException
    {
        Exception? error = null;
        await RunAsync(async _ =>
        {
            await using IListener listener = TransportRegistry.Default.Get("uds").Listen("fake");
            Task<IConnection> accepting = AcceptAsync(listener);
            Portal portal = await CurrentActor.ConnectAsync(listener.Address).WithinAsync();
            await using IConnection connection = await accepting.WithinAsync();
            Task<Exception?> calling = Soon.ErrorOfAsync(() => call(portal));
            await HandshakeFrames.ReceiveAsync(connection, CancellationToken.None).WithinAsync();
            foreach ((FrameKind kind, byte[] payload) in answer)
            {
                byte[] frame = new byte[FrameHeader.Size + payload.Length];
                new FrameHeader(payload.Length, kind, FrameFlags.None, 1).Write(frame);
                payload.CopyTo(frame, FrameHeader.Size);
                await connection.SendAsync(frame);
            }

            error = await calling.WithinAsync();
        });
        Assert.That(error, Is.InstanceOf<TError>());
        return error!;
    }

    private static async Task<IConnection> AcceptAsync(IListener listener)
    {
        IConnection connection = await listener.AcceptAsync(CancellationToken.None);
        await HandshakeFrames.ReceiveHelloAsync(connection, CancellationToken.None);
        ActorId id = new("fake", Guid.NewGuid(), Environment.ProcessId);
        await HandshakeFrames.SendAsync(connection, FrameKind.Welcome, new WelcomeMessage(id, null));
        return connection;
    }
}
