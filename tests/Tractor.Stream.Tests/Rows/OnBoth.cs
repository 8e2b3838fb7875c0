namespace Tractor.StreamTests;

[TestFixture]
public sealed class StreamProcessTests() : StreamTests(ActorSpawning.Process);

[TestFixture]
public sealed class StreamInProcessTests() : StreamTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class OverrunProcessTests() : OverrunTests(ActorSpawning.Process);

[TestFixture]
public sealed class OverrunInProcessTests() : OverrunTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class OneWayProcessTests() : OneWayTests(ActorSpawning.Process);

[TestFixture]
public sealed class OneWayInProcessTests() : OneWayTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class ContextStreamProcessTests() : ContextStreamTests(ActorSpawning.Process);

[TestFixture]
public sealed class ContextStreamInProcessTests() : ContextStreamTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class BackPressureProcessTests() : BackPressureTests(ActorSpawning.Process);

[TestFixture]
public sealed class BackPressureInProcessTests() : BackPressureTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class SubscribeProcessTests() : SubscribeTests(ActorSpawning.Process);

[TestFixture]
public sealed class SubscribeInProcessTests() : SubscribeTests(ActorSpawning.InProcess);
