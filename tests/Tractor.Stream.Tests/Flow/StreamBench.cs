using Microsoft.Extensions.Logging.Abstractions;
using Tractor.Links;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.StreamTests.Flow;

/// <summary>The two ends of one stream over a real link in memory.</summary>
internal sealed class StreamBench : ILinkHandler, IAsyncDisposable
{
    private readonly Link _near;
    private readonly Link _far;

    private StreamBench(IConnection client, IConnection server, ActorLimits near, ActorLimits far, bool isSelfContained)
    {
        _near = new Link(client, new ActorId("far", Guid.Empty, 2), isConnector: true, this, near, NullLogger.Instance);
        _far = new Link(server, new ActorId("near", Guid.Empty, 1), isConnector: false, this, far, NullLogger.Instance);
        Near = new BenchDialog(_near, near, isSelfContained);
        Far = new BenchDialog(_far, far, isSelfContained);
    }

    public BenchDialog Near { get; }

    public BenchDialog Far { get; }

    /// <summary>Both sides have told each other their windows, as the opening frames do.</summary>
    public static async Task<StreamBench> StartAsync(ActorLimits near, ActorLimits far, bool isSelfContained = true)
    {
        InMemoryTransport transport = new();
        await using IListener listener = transport.Listen("bench");
        Task<IConnection> accepting = listener.AcceptAsync(CancellationToken.None).AsTask();
        IConnection client = await transport.ConnectAsync(listener.Address, CancellationToken.None);
        StreamBench bench = new(client, await accepting, near, far, isSelfContained);
        bench._near.Dialogs.Open(bench.Near);
        bench._far.Dialogs.TryAccept(bench.Far);
        bench.Near.Streams.Outbox.SetWindow(bench.Far.Streams.Inbox.InitialWindow);
        bench.Far.Streams.Outbox.SetWindow(bench.Near.Streams.Inbox.InitialWindow);
        bench._near.Start();
        bench._far.Start();
        bench.Near.Streams.Inbox.Announce();
        bench.Far.Streams.Inbox.Announce();
        return bench;
    }

    public void OnStart(Link link, FrameHeader header, Payload payload) => throw new NotSupportedException();

    public void OnCancelActor(Link link, ulong request, EndMessage message) => throw new NotSupportedException();

    public void OnEnding(Link link, Cancellation cancellation)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
    }
}
