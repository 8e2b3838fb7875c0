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

[TestFixture]
internal sealed class ErrorShapeUnixTests() : ErrorShapeTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class ErrorShapeTcpTests() : ErrorShapeTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class ScopeAroundUnixTests() : ScopeAroundTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class ScopeAroundTcpTests() : ScopeAroundTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class GraceUnixTests() : GraceTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class GraceTcpTests() : GraceTests(ActorTransport.Tcp);

[TestFixture]
internal sealed class LateErrorUnixTests() : LateErrorTests(ActorTransport.UnixSocket);

[TestFixture]
internal sealed class LateErrorTcpTests() : LateErrorTests(ActorTransport.Tcp);
