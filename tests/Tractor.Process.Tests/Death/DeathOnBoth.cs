namespace Tractor.ProcessTests.Death;

[TestFixture]
internal sealed class DeathUnixTests() : DeathTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class DeathTcpTests() : DeathTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class MiddleKillUnixTests() : MiddleKillTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class MiddleKillTcpTests() : MiddleKillTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class LateDeathUnixTests() : LateDeathTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class LateDeathTcpTests() : LateDeathTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class WeakSpotUnixTests() : WeakSpotTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class WeakSpotTcpTests() : WeakSpotTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class RootKillUnixTests() : RootKillTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class RootKillTcpTests() : RootKillTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class DebuggedDeathUnixTests() : DebuggedDeathTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class DebuggedDeathTcpTests() : DebuggedDeathTests(ActorTransport.Tcp);
