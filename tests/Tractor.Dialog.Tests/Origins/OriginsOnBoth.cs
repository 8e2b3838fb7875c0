using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class OriginProcessTests() : OriginTests(ActorSpawning.Process);

[TestFixture]
public sealed class OriginInProcessTests() : OriginTests(ActorSpawning.InProcess);
