namespace Tractor.ProcessTests.Death;

[TestFixture]
internal sealed class DeathUnixTests() : DeathTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class DeathTcpTests() : DeathTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class MiddleKillUnixTests() : MiddleKillTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class MiddleKillTcpTests() : MiddleKillTests(ActorTransport.Tcp);
