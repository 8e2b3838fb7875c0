namespace Tractor.DialogTests;

[TestFixture]
public sealed class ErrorTypeProcessTests() : ErrorTypeTests(TreeKind.Processes);

[TestFixture]
public sealed class ErrorTypeTcpTests() : ErrorTypeTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ErrorTypeInMemoryTests() : ErrorTypeTests(TreeKind.InMemory);

[TestFixture]
public sealed class ErrorTextProcessTests() : ErrorTextTests(TreeKind.Processes);

[TestFixture]
public sealed class ErrorTextTcpTests() : ErrorTextTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ErrorTextInMemoryTests() : ErrorTextTests(TreeKind.InMemory);
