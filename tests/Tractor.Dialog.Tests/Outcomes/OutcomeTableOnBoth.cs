namespace Tractor.DialogTests;

[TestFixture]
public sealed class OutcomeTableProcessTests() : OutcomeTableTests(TreeKind.Processes);

[TestFixture]
public sealed class OutcomeTableInProcessTests() : OutcomeTableTests(TreeKind.InMemory);
