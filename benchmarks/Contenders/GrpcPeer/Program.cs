using System.Net.Sockets;
using Benchmarks.GrpcPeer;
using Benchmarks.Harness;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Server.Kestrel.Core;

if (args is ["serve", var address])
{
    WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.ListenUnixSocket(address, listen => listen.Protocols = HttpProtocols.Http2);
        kestrel.Limits.Http2.InitialConnectionWindowSize = 16 << 20;
        kestrel.Limits.Http2.InitialStreamWindowSize = 8 << 20;
    });
    builder.Services.AddGrpc(options => options.MaxReceiveMessageSize = null);
    await using WebApplication server = builder.Build();
    server.MapGrpcService<GrpcService>();
    await server.StartAsync();
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    await server.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
    return;
}

using ScratchSocket scratch = new();
await using ServerProcess process = await ServerProcess.StartAsync("serve", scratch.Path);
using SocketsHttpHandler handler = new()
{
    InitialHttp2StreamWindowSize = 8 << 20,
    ConnectCallback = async (_, cancellationToken) =>
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(scratch.Path), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    },
};
using GrpcChannel channel = GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions { HttpHandler = handler, MaxReceiveMessageSize = null });
await DriverLoop.RunAsync(new GrpcContender(channel));
