using Benchmarks.Harness;
using Benchmarks.MultiplexingPeer;

if (args is ["serve", var address])
{
    using MultiplexingServer server = new(address);
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    return;
}

using ScratchSocket scratch = new();
await using ServerProcess process = await ServerProcess.StartAsync("serve", scratch.Path);
await using MultiplexingContender contender = await MultiplexingContender.ConnectAsync(scratch.Path);
await DriverLoop.RunAsync(contender);
