
namespace Tractor.DialogTests;

[TestFixture]
public sealed class HandleProcessTests() : HandleTests(TreeKind.Processes);

[TestFixture]
public sealed class HandleTcpTests() : HandleTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class HandleInMemoryTests() : HandleTests(TreeKind.InMemory);
