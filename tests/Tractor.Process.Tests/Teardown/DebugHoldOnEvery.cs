namespace Tractor.ProcessTests.Teardown;

[TestFixture]
internal sealed class DebugHoldProcessTests() : DebugHoldTests(TreeKind.Processes);

[TestFixture]
internal sealed class DebugHoldTcpTests() : DebugHoldTests(TreeKind.ProcessesOverTcp);

[TestFixture]
internal sealed class DebugHoldInMemoryTests() : DebugHoldTests(TreeKind.InMemory);
