namespace Tractor.ProcessTests.Startup;

[TestFixture]
internal sealed class StartFailureUnixTests() : StartFailureTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class StartFailureTcpTests() : StartFailureTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class BootSweepUnixTests() : BootSweepTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class BootSweepTcpTests() : BootSweepTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class ReadyUnixTests() : ReadyTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class ReadyTcpTests() : ReadyTests(ActorTransport.Tcp);
