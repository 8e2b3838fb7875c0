namespace Tractor.DialogTests;

[TestFixture]
public sealed class OriginProcessTests() : OriginTests(TreeKind.Processes);

[TestFixture]
public sealed class OriginTcpTests() : OriginTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class OriginInMemoryTests() : OriginTests(TreeKind.InMemory);
