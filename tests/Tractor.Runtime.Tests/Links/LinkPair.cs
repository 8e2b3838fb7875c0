using Microsoft.Extensions.Logging.Abstractions;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Transport;
using Tractor.Transport.Tests;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Two links that talk over a connection inside the process.</summary>
internal sealed class LinkPair : IAsyncDisposable
{
    private readonly ConnectedPair _connections;

    private LinkPair(ConnectedPair connections, ActorLimits limits, Func<Link, Exception, Task<Exception>>? explainLoss, FirstWords? words)
    {
        _connections = connections;
        Client = explainLoss is null
            ? new Link(connections.Client, Soon.Actor("server"), isConnector: true, ClientHandler, limits, NullLogger.Instance)
            : new Link(connections.Client, Soon.Actor("server"), isConnector: true, ClientHandler, limits, NullLogger.Instance) { ExplainLoss = explainLoss };
        Server = new Link(connections.Server, Soon.Actor("client"), isConnector: false, ServerHandler, limits, NullLogger.Instance) { FirstWords = words };
        Client.Start();
        Server.Start();
    }

    public Link Client { get; }

    public Link Server { get; }

    public RecordingHandler ClientHandler { get; } = new();

    public RecordingHandler ServerHandler { get; } = new();

    public static async Task<LinkPair> CreateAsync(ActorLimits? limits = null, Func<Link, Exception, Task<Exception>>? explainLoss = null, FirstWords? words = null) =>
        new(await ConnectedPair.CreateAsync(new InMemoryTransport()), limits ?? new ActorLimits(), explainLoss, words);

    /// <summary>A dialog that the client opens, and its other side.</summary>
    public async Task<(TestDialog Here, TestDialog There)> OpenAsync()
    {
        TestDialog here = new();
        if (Client.Dialogs.Open(here) is { } loss)
        {
            throw loss;
        }

        Client.Send(FrameKind.Start, here.Id);
        return (here, await ServerHandler.NextStartAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        await _connections.DisposeAsync();
    }
}
