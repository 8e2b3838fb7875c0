using Akka.Actor;
using Benchmarks.AkkaPeer;
using Benchmarks.Harness;

if (args is ["serve", var port])
{
    using ActorSystem server = ActorSystem.Create("server", Systems.Configuration(int.Parse(port)));
    server.ActorOf(Props.Create<ServiceActor>(), "service");
    ServerProcess.SayReady();
    await DriverLoop.UntilInputEndsAsync();
    await server.Terminate();
    return;
}

int[] ports = FreePorts.Find(1);
await using ServerProcess process = await ServerProcess.StartAsync("serve", $"{ports[0]}");
using ActorSystem client = ActorSystem.Create("client", Systems.Configuration(0));
IActorRef service = await client.ActorSelection($"akka.tcp://server@127.0.0.1:{ports[0]}/user/service").ResolveOne(TimeSpan.FromSeconds(20));
await DriverLoop.RunAsync(new AkkaContender(client, service));
await client.Terminate();
