using Benchmarks.Harness;
using Benchmarks.RawSockets;

if (args is ["serve", var address])
{
    using RawServer server = new(address);
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    return;
}

using ScratchSocket scratch = new();
await using ServerProcess process = await ServerProcess.StartAsync("serve", scratch.Path);
await DriverLoop.RunAsync(new RawContender(scratch.Path));
