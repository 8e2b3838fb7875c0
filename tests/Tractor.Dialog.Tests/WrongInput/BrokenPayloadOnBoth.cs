using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class BrokenPayloadProcessTests() : BrokenPayloadTests(ActorSpawning.Process);

[TestFixture]
public sealed class BrokenPayloadInProcessTests() : BrokenPayloadTests(ActorSpawning.InProcess);
