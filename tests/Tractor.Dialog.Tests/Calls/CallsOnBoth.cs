using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class CallProcessTests() : CallTests(ActorSpawning.Process);

[TestFixture]
public sealed class CallInProcessTests() : CallTests(ActorSpawning.InProcess);

[TestFixture]
public sealed class ErrorRelayProcessTests() : ErrorRelayTests(ActorSpawning.Process);

[TestFixture]
public sealed class ErrorRelayInProcessTests() : ErrorRelayTests(ActorSpawning.InProcess);
