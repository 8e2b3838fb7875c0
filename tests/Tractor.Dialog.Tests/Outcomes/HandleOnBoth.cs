using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class HandleProcessTests() : HandleTests(ActorSpawning.Process);

[TestFixture]
public sealed class HandleInProcessTests() : HandleTests(ActorSpawning.InProcess);
