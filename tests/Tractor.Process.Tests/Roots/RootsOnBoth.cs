namespace Tractor.ProcessTests.Roots;

[TestFixture]
internal sealed class ExitResourceUnixTests() : ExitResourceTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class ExitResourceTcpTests() : ExitResourceTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class RootUnixTests() : RootTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class RootTcpTests() : RootTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class SignalUnixTests() : SignalTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class SignalTcpTests() : SignalTests(ActorTransport.Tcp);
