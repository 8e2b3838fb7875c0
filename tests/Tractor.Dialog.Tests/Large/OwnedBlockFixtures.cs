namespace Tractor.DialogTests;

[TestFixture]
public sealed class OwnedBlockProcessTests() : OwnedBlockTests(TreeKind.Processes);

[TestFixture]
public sealed class OwnedBlockInMemoryTests() : OwnedBlockTests(TreeKind.InMemory);
