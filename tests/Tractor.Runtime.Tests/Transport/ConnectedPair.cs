namespace Tractor.Transport.Tests;

/// <summary>Both ends of a connection, and the listener they met at.</summary>
internal sealed record ConnectedPair(IListener Listener, IConnection Client, IConnection Server) : IAsyncDisposable
{
    public static async Task<ConnectedPair> CreateAsync(ITransport transport)
    {
        IListener listener = transport.Listen("pair");
        Task<IConnection> accepting = listener.AcceptAsync(CancellationToken.None).Within();
        IConnection client = await transport.ConnectAsync(listener.Address, CancellationToken.None).Within();
        return new ConnectedPair(listener, client, await accepting);
    }

    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Server.DisposeAsync();
        await Listener.DisposeAsync();
    }
}
