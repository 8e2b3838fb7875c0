using Tractor.Actors;
using Tractor.Fuzz.Engine;

namespace Tractor.Fuzz.Targets;

/// <summary>
/// An actor that listens at a real socket and is called by a peer of its tree that sends anything: an input's first byte
/// says over which transport. Whom it throws out it tells why.
/// </summary>
internal sealed class SocketsTarget : IFuzzTarget
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public string Name => "sockets";

    public IEnumerable<byte[]> Seeds => new CalleeTarget().Seeds.SelectMany(seed => (byte[][])[[0, .. seed], [1, .. seed]]);

    public async ValueTask ExecuteAsync(byte[] input)
    {
        InputReader reader = new(input);
        ActorTransport transport = (reader.Next() & 1) == 0 ? ActorTransport.UnixSocket : ActorTransport.Tcp;
        Actor actor = FuzzActors.Create("listener", transport, Credentials.Create());
        IdentifiedConnection connection = await ClientHandshake.ConnectAsync(
            actor.Listener.Address, new ActorId("raw", Guid.NewGuid(), 1), isChild: false, actor.Setup.TreeSecret, Bound, TimeProvider.System, CancellationToken.None);
        RawPeer raw = new(connection.Connection);
        FrameScript script = new(reader.Rest());
        Task playing = raw.PlayAsync(script, () => FuzzActors.CheckServesAtAddressAsync(actor));
        if (script.Drains)
        {
            await playing.WaitAsync(Bound);
        }

        await FuzzActors.CheckServesAtAddressAsync(actor);
        await raw.DisposeAsync();
        await playing.WaitAsync(Bound);
        FuzzFailureException.ThrowIf(raw.WasThrownOutWithoutAWord && !script.HasEnded, $"the connection was ended without a word; the last frame was {raw.LastSeen}");
        await FuzzActors.EndAsync(actor);
        FuzzActors.CheckNothingLeft();
    }

    public ValueTask DisposeAsync() => default;
}
