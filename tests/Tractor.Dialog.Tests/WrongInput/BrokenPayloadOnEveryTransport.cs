
namespace Tractor.DialogTests;

[TestFixture]
public sealed class BrokenPayloadProcessTests() : BrokenPayloadTests(TreeKind.Processes);

[TestFixture]
public sealed class BrokenPayloadTcpTests() : BrokenPayloadTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class BrokenPayloadInMemoryTests() : BrokenPayloadTests(TreeKind.InMemory);
