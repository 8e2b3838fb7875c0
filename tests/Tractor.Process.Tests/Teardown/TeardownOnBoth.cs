namespace Tractor.ProcessTests.Teardown;

[TestFixture]
internal sealed class CancelOrderUnixTests() : CancelOrderTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class CancelOrderTcpTests() : CancelOrderTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class LadderUnixTests() : LadderTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class LadderTcpTests() : LadderTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class NurseryUnixTests() : NurseryTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class NurseryTcpTests() : NurseryTests(ActorTransport.Tcp);
