using Tractor.Actors;
using Tractor.Fuzz.Engine;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>
/// What connects to an actor before it is known, and what answers an actor that connects: an input's first byte says which
/// side it plays, and how it begins.
/// </summary>
internal sealed class HandshakeTarget : IFuzzTarget
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public string Name => "handshake";

    public IEnumerable<byte[]> Seeds =>
    [
        [0, 16, 0, 0, 0, 1],
        [0, 6, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x54, 0x52, 0x43, 0x54, 1, 0],
        [1, 0, 0, 0, 0, 2],
        [2, 4, 0, 0, 0, 19, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4],
        [3, 0, 0, 0, 0, 3],
        [4, 255, 255, 255, 127, 1, 0, 0, 0],
    ];

    public async ValueTask ExecuteAsync(byte[] input)
    {
        InputReader reader = new(input);
        byte mode = reader.Next();
        Actor actor = FuzzActors.Create("listener");
        await ((mode % 4) switch
        {
            1 => AnswerAsync(actor, reader.Rest()),
            2 => IntrudeAsync(actor, reader.Rest(), isKnown: true),
            _ => IntrudeAsync(actor, reader.Rest(), isKnown: false),
        });
        await FuzzActors.CheckServesAsync(actor);
        await FuzzActors.EndAsync(actor);
        FuzzActors.CheckNothingLeft();
    }

    public ValueTask DisposeAsync() => default;

    private static async Task IntrudeAsync(Actor actor, byte[] bytes, bool isKnown)
    {
        await using IConnection connection = await TransportRegistry.Default.ConnectAsync(actor.Listener.Address, CancellationToken.None);
        try
        {
            if (isKnown)
            {
                await HandshakeFrames.SendHelloAsync(connection, new HelloMessage(new ActorId("raw", Guid.NewGuid(), 1), IsChild: false, actor.Setup.TreeSecret));
                await HandshakeFrames.ReceiveAsync(connection, CancellationToken.None).WaitAsync(Bound);
            }

            await connection.SendAsync(bytes);
        }
        catch (ConnectionClosedException)
        {
            // It was thrown out.
        }
    }

    private static async Task AnswerAsync(Actor actor, byte[] bytes)
    {
        await using IListener listener = TransportRegistry.Default.Get("mem").Listen("false-friend");
        Task<Peer> connecting = actor.ConnectAsync(listener.Address, CancellationToken.None);
        await using (IConnection connection = await listener.AcceptAsync(CancellationToken.None))
        {
            await connection.SendAsync(bytes);
        }

        try
        {
            await connecting.WaitAsync(Bound);
        }
        catch (TransportException)
        {
            // It says what was wrong.
        }
        catch (TimeoutException)
        {
            throw new FuzzFailureException("an attempt to connect did not end with its connection");
        }
    }
}
