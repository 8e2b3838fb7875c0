namespace Tractor.DialogTests;

[TestFixture]
public sealed class WrongInputProcessTests() : WrongInputTests(TreeKind.Processes);

[TestFixture]
public sealed class WrongInputTcpTests() : WrongInputTests(TreeKind.ProcessesOverTcp);
