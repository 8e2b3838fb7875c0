
namespace Tractor.DialogTests;

[TestFixture]
public sealed class CallProcessTests() : CallTests(TreeKind.Processes);

[TestFixture]
public sealed class CallTcpTests() : CallTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class CallInMemoryTests() : CallTests(TreeKind.InMemory);

[TestFixture]
public sealed class ErrorRelayProcessTests() : ErrorRelayTests(TreeKind.Processes);

[TestFixture]
public sealed class ErrorRelayTcpTests() : ErrorRelayTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ErrorRelayInMemoryTests() : ErrorRelayTests(TreeKind.InMemory);

[TestFixture]
public sealed class ConnectionProcessTests() : ConnectionTests(TreeKind.Processes);

[TestFixture]
public sealed class ConnectionTcpTests() : ConnectionTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ConnectionInMemoryTests() : ConnectionTests(TreeKind.InMemory);
