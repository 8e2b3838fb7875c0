using Tractor.Actors;
using Tractor.Fuzz.Engine;
using Tractor.Fuzz.Served;
using Tractor.Transport;

namespace Tractor.Fuzz.Targets;

/// <summary>An actor that calls a peer that answers anything: every call ends, with a value or an error of the library's.</summary>
internal sealed class CallerTarget : IFuzzTarget
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    public string Name => "caller";

    public IEnumerable<byte[]> Seeds =>
    [
        // Dialog 1 is a call, 3 a packable one, 5 and 7 contexts, 9 and 11 streams.
        [0, 8, 1, 4, 49, 0, 0, 0, 3, 5, 0, 4, 5, 6, 246, 255, 255, 255, 1, 0, 0, 0, 97, 5, 5, 8, 1, 0, 0, 0, 0, 0, 0, 0, 8, 5, 8, 1, 0, 0, 0, 0, 0, 0, 0],
        [0, 3, 9, 0, 5, 9, 8, 1, 0, 0, 0, 2, 0, 0, 0, 7, 9, 0, 8, 9, 0],
        [0, 9, 1, 0, 9, 3, 0, 9, 5, 0, 9, 7, 0, 9, 9, 0, 9, 11, 0],
        [0, 3, 5, 0, 4, 5, 4, 255, 255, 255, 255, 0xF8, 13, 5, 4, 1, 0, 0, 0, 14, 0, 0],
        [8, 3, 11, 0, 5, 11, 8, 1, 2, 3, 4, 5, 6, 7, 8],
        // Asks the actor to end while another one calls it.
        [0, 0xF0, 0, 0, 0xF8],
    ];

    public async ValueTask ExecuteAsync(byte[] input)
    {
        Actor actor = FuzzActors.Create("caller");
        (IConnection near, RawPeer raw) = RawPeer.CreatePiped();
        Peer peer = actor.AddPeer(near, new ActorId("raw", Guid.NewGuid(), 1), isConnector: true);
        Portal portal = peer.PortalFor(actor.Scope);
        Task[] calls =
        [
            portal.SquareAsync(7),
            portal.MirrorAsync(null),
            UseSumAsync(portal),
            UseCollectAsync(portal),
            CountAsync(portal.CountAsync(5)),
            CountAsync(portal.RepeatAsync("a")),
        ];
        FrameScript script = new(input);
        Task playing = raw.PlayAsync(script, () => FuzzActors.CheckServesAsync(actor));
        if (script.Drains)
        {
            await playing;
        }

        await raw.DisposeAsync();
        await playing;
        foreach (Task call in calls)
        {
            await ObserveAsync(call);
        }

        await peer.Link.Lost;
        await FuzzActors.CheckServesAsync(actor);
        await FuzzActors.EndAsync(actor);
        FuzzActors.CheckNothingLeft();
    }

    public ValueTask DisposeAsync() => default;

    private static async Task UseSumAsync(Portal portal)
    {
        await using var context = await portal.OpenSumAsync("name");
        await using var stream = context.OpenStream();
        for (int i = 0; i < 6; i++)
        {
            await stream.SendAsync(i);
            await stream.ReceiveAsync();
        }

        await context.ResultAsync();
    }

    private static async Task UseCollectAsync(Portal portal)
    {
        await using var context = await portal.OpenCollectAsync(1);
        await using var stream = context.OpenStream(new StreamOptions { Window = 2, Overflow = StreamOverflow.DropOldest });
        for (int i = 0; i < 6; i++)
        {
            await stream.SendAsync(null);
        }

        await foreach (string _ in stream)
        {
            // Whatever comes.
        }

        await context.CancelAsync();
    }

    private static async Task CountAsync<T>(IAsyncEnumerable<T> items)
    {
        await foreach (T _ in items)
        {
            // Whatever comes.
        }
    }

    private static async Task ObserveAsync(Task call)
    {
        try
        {
            await call.WaitAsync(Bound);
        }
        catch (Exception error) when (error is TractorException or OperationCanceledException)
        {
            // What the library says of such a peer.
        }
        catch (TimeoutException)
        {
            throw new FuzzFailureException("a call did not end with its connection");
        }
    }
}
