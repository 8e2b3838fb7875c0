namespace Tractor.DialogTests;

[TestFixture]
public sealed class HandleProcessTests() : HandleTests(TreeKind.Processes);

[TestFixture]
public sealed class HandleInProcessTests() : HandleTests(TreeKind.InMemory);
