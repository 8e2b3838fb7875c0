using NUnit.Framework;
namespace Tractor.DialogTests;

[TestFixture]
public sealed class LargePayloadProcessTests() : LargePayloadTests(ActorSpawning.Process);

[TestFixture]
public sealed class LargePayloadInProcessTests() : LargePayloadTests(ActorSpawning.InProcess);
