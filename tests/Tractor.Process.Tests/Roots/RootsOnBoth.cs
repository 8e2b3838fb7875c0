namespace Tractor.ProcessTests.Roots;

[TestFixture]
internal sealed class ExitResourceUnixTests() : ExitResourceTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class ExitResourceTcpTests() : ExitResourceTests(ActorTransport.Tcp);
