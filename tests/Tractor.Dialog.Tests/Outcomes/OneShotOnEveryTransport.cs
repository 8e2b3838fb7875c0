namespace Tractor.DialogTests;

[TestFixture]
public sealed class OneShotProcessTests() : OneShotTests(TreeKind.Processes);

[TestFixture]
public sealed class OneShotTcpTests() : OneShotTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class OneShotInMemoryTests() : OneShotTests(TreeKind.InMemory);
