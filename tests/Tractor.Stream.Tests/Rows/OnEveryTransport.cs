namespace Tractor.StreamTests;

[TestFixture]
public sealed class StreamProcessTests() : StreamTests(TreeKind.Processes);

[TestFixture]
public sealed class StreamTcpTests() : StreamTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class StreamInMemoryTests() : StreamTests(TreeKind.InMemory);

[TestFixture]
public sealed class OverrunProcessTests() : OverrunTests(TreeKind.Processes);

[TestFixture]
public sealed class OverrunTcpTests() : OverrunTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class OverrunInMemoryTests() : OverrunTests(TreeKind.InMemory);

[TestFixture]
public sealed class OneWayProcessTests() : OneWayTests(TreeKind.Processes);

[TestFixture]
public sealed class OneWayTcpTests() : OneWayTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class OneWayInMemoryTests() : OneWayTests(TreeKind.InMemory);

[TestFixture]
public sealed class ContextStreamProcessTests() : ContextStreamTests(TreeKind.Processes);

[TestFixture]
public sealed class ContextStreamTcpTests() : ContextStreamTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class ContextStreamInMemoryTests() : ContextStreamTests(TreeKind.InMemory);

[TestFixture]
public sealed class BackPressureProcessTests() : BackPressureTests(TreeKind.Processes);

[TestFixture]
public sealed class BackPressureTcpTests() : BackPressureTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class BackPressureInMemoryTests() : BackPressureTests(TreeKind.InMemory);

[TestFixture]
public sealed class SubscribeProcessTests() : SubscribeTests(TreeKind.Processes);

[TestFixture]
public sealed class SubscribeTcpTests() : SubscribeTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class SubscribeInMemoryTests() : SubscribeTests(TreeKind.InMemory);

[TestFixture]
public sealed class LagProcessTests() : LagTests(TreeKind.Processes);

[TestFixture]
public sealed class LagTcpTests() : LagTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class LagInMemoryTests() : LagTests(TreeKind.InMemory);

[TestFixture]
public sealed class HandOverProcessTests() : HandOverTests(TreeKind.Processes);

[TestFixture]
public sealed class HandOverTcpTests() : HandOverTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class HandOverInMemoryTests() : HandOverTests(TreeKind.InMemory);

[TestFixture]
public sealed class CutProcessTests() : CutTests(TreeKind.Processes);

[TestFixture]
public sealed class CutTcpTests() : CutTests(TreeKind.ProcessesOverTcp);

[TestFixture]
public sealed class CutInMemoryTests() : CutTests(TreeKind.InMemory);
