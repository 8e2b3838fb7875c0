namespace Tractor.DialogTests;

[TestFixture]
public sealed class OriginProcessTests() : OriginTests(TreeKind.Processes);

[TestFixture]
public sealed class OriginInProcessTests() : OriginTests(TreeKind.InMemory);
