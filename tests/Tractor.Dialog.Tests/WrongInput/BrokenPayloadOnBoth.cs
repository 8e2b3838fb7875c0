namespace Tractor.DialogTests;

[TestFixture]
public sealed class BrokenPayloadProcessTests() : BrokenPayloadTests(TreeKind.Processes);

[TestFixture]
public sealed class BrokenPayloadInProcessTests() : BrokenPayloadTests(TreeKind.InMemory);
