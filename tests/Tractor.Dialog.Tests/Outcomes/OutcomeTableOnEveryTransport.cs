
namespace Tractor.DialogTests;

[TestFixture]
public sealed class OutcomeTableProcessTests() : OutcomeTableTests(TreeKind.Processes);

[TestFixture]
public sealed class OutcomeTableTcpTests() : OutcomeTableTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class OutcomeTableInMemoryTests() : OutcomeTableTests(TreeKind.InMemory);
