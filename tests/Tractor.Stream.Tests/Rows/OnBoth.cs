namespace Tractor.StreamTests;

[TestFixture]
public sealed class StreamProcessTests() : StreamTests(TreeKind.Processes);

[TestFixture]
public sealed class StreamInProcessTests() : StreamTests(TreeKind.InMemory);

[TestFixture]
public sealed class OverrunProcessTests() : OverrunTests(TreeKind.Processes);

[TestFixture]
public sealed class OverrunInProcessTests() : OverrunTests(TreeKind.InMemory);

[TestFixture]
public sealed class OneWayProcessTests() : OneWayTests(TreeKind.Processes);

[TestFixture]
public sealed class OneWayInProcessTests() : OneWayTests(TreeKind.InMemory);

[TestFixture]
public sealed class ContextStreamProcessTests() : ContextStreamTests(TreeKind.Processes);

[TestFixture]
public sealed class ContextStreamInProcessTests() : ContextStreamTests(TreeKind.InMemory);

[TestFixture]
public sealed class BackPressureProcessTests() : BackPressureTests(TreeKind.Processes);

[TestFixture]
public sealed class BackPressureInProcessTests() : BackPressureTests(TreeKind.InMemory);

[TestFixture]
public sealed class SubscribeProcessTests() : SubscribeTests(TreeKind.Processes);

[TestFixture]
public sealed class SubscribeInProcessTests() : SubscribeTests(TreeKind.InMemory);
