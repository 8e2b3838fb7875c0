using Benchmarks.Harness;
using Benchmarks.OrleansPeer;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

if (args is ["serve", var silo, var gateway])
{
    using IHost server = new HostBuilder()
        .ConfigureLogging(logging => logging.ClearProviders())
        .UseOrleans(builder => builder.UseLocalhostClustering(int.Parse(silo), int.Parse(gateway)))
        .Build();
    await server.StartAsync();
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    await server.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(2)).Token);
    return;
}

int[] ports = FreePorts.Find(2);
await using ServerProcess process = await ServerProcess.StartAsync("serve", $"{ports[0]}", $"{ports[1]}");
using IHost client = new HostBuilder()
    .ConfigureLogging(logging => logging.ClearProviders())
    .UseOrleansClient(builder => builder.UseLocalhostClustering(ports[1]))
    .Build();
await client.StartAsync();
await DriverLoop.RunAsync(new OrleansContender(client.Services));
