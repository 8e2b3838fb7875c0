namespace Tractor.DialogTests;

[TestFixture]
public sealed class TransportProcessTests() : TransportTests(TreeKind.Processes);

[TestFixture]
public sealed class TransportTcpTests() : TransportTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class TransportInMemoryTests() : TransportTests(TreeKind.InMemory);
