namespace Tractor.DialogTests;

[TestFixture]
public sealed class ErrorTypeProcessTests() : ErrorTypeTests(TreeKind.Processes);

[TestFixture]
public sealed class ErrorTypeInProcessTests() : ErrorTypeTests(TreeKind.InMemory);
