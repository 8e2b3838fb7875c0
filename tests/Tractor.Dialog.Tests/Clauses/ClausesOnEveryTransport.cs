namespace Tractor.DialogTests;

[TestFixture]
public sealed class ContextClauseProcessTests() : ContextClauseTests(TreeKind.Processes);

[TestFixture]
public sealed class ContextClauseTcpTests() : ContextClauseTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ContextClauseInMemoryTests() : ContextClauseTests(TreeKind.InMemory);

[TestFixture]
public sealed class PayloadClauseProcessTests() : PayloadClauseTests(TreeKind.Processes);

[TestFixture]
public sealed class PayloadClauseTcpTests() : PayloadClauseTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class PayloadClauseInMemoryTests() : PayloadClauseTests(TreeKind.InMemory);

[TestFixture]
public sealed class NurseryLogProcessTests() : NurseryLogTests(TreeKind.Processes);

[TestFixture]
public sealed class NurseryLogTcpTests() : NurseryLogTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class NurseryLogInMemoryTests() : NurseryLogTests(TreeKind.InMemory);
