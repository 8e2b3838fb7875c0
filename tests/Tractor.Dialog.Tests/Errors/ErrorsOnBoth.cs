using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class ErrorTypeProcessTests() : ErrorTypeTests(ActorSpawning.Process);

[TestFixture]
public sealed class ErrorTypeInProcessTests() : ErrorTypeTests(ActorSpawning.InProcess);
