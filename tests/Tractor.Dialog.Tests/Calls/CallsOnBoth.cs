namespace Tractor.DialogTests;

[TestFixture]
public sealed class CallProcessTests() : CallTests(TreeKind.Processes);

[TestFixture]
public sealed class CallInProcessTests() : CallTests(TreeKind.InMemory);

[TestFixture]
public sealed class ErrorRelayProcessTests() : ErrorRelayTests(TreeKind.Processes);

[TestFixture]
public sealed class ErrorRelayInProcessTests() : ErrorRelayTests(TreeKind.InMemory);
