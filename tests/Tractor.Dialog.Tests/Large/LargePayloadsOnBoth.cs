namespace Tractor.DialogTests;

[TestFixture]
public sealed class LargePayloadProcessTests() : LargePayloadTests(TreeKind.Processes);

[TestFixture]
public sealed class LargePayloadInMemoryTests() : LargePayloadTests(TreeKind.InMemory);
