using Benchmarks.Harness;
using Benchmarks.StreamJsonRpcPeer;

if (args is ["serve", var address])
{
    using RpcServer server = new(address);
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    return;
}

using ScratchSocket scratch = new();
await using ServerProcess process = await ServerProcess.StartAsync("serve", scratch.Path);
using RpcContender contender = new(scratch.Path);
await DriverLoop.RunAsync(contender);
