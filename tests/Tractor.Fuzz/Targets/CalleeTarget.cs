using Tractor.Actors;
using Tractor.Links;
using Tractor.Transport;

namespace Tractor.Fuzz.Targets;

/// <summary>An actor that is called by a child of its that sends anything: that may do most of all peers.</summary>
internal sealed class CalleeTarget : IFuzzTarget
{
    public string Name => "callee";

    public IEnumerable<byte[]> Seeds =>
    [
        // Start of each endpoint, then items, credit and the end.
        .. Enumerable.Range(0, 12).Select(which => (byte[])[0, 0, 1, (byte)which, 4, 7, 0, 0, 0, 0xF8, 5, 1, 4, 1, 0, 0, 0, 11, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 7, 1, 0, 0xF8, 10, 1, 0]),
        // Many dialogs at once, and an id twice.
        [0, .. Enumerable.Range(0, 12).SelectMany(id => (byte[])[0, (byte)id, 5, 0]), 0, 1, 5, 0],
        // The end of the actor.
        [0, 0, 1, 5, 0, 0xF0, 0, 0, 0xF8, 0xF0, 2, 0],
        // One that begins to debug, ends it, and begins again.
        [0, 0xF2, 0, 0, 0xF3, 0, 0, 0xF8, 0xF2, 0, 0, 0xF2, 0, 0],
        // A peer that reads nothing.
        [8, .. Enumerable.Range(0, 60).SelectMany(_ => (byte[])[0, 1, 0xFF, 4, 1, 2, 3, 4])],
        // A child that does not say that it is ready, and one that says so late.
        [0xF0, 0, 1, 5, 0, 0xF8],
        [0xF0, 0xF1, 4, 0, 0, 1, 5, 0],
        // Bytes as they are, one by one.
        [0x17, 4, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
    ];

    public async ValueTask ExecuteAsync(byte[] input)
    {
        Actor actor = FuzzActors.Create("callee");
        (IConnection near, RawPeer raw) = RawPeer.CreatePiped();
        FirstWords words = new();
        Peer peer = actor.AddChild(near, new ActorId("raw", Guid.NewGuid(), 1), words, static (_, reason) => Task.FromResult(reason));
        FrameScript script = new(input);
        if (script.SaysReady)
        {
            await raw.SayReadyAsync();
        }

        Task playing = raw.PlayAsync(script, () => FuzzActors.CheckServesAsync(actor));
        if (script.Drains)
        {
            await playing;
        }

        await FuzzActors.CheckServesAsync(actor);
        await raw.DisposeAsync();
        await playing;
        await peer.Link.Lost;
        FuzzActors.CheckNotHeld(actor);
        await FuzzActors.CheckServesAsync(actor);
        await FuzzActors.EndAsync(actor);
        FuzzActors.CheckNothingLeft();
    }

    public ValueTask DisposeAsync() => default;
}
