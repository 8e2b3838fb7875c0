using NUnit.Framework;

namespace Tractor.DialogTests;

[TestFixture]
public sealed class OutcomeTableProcessTests() : OutcomeTableTests(ActorSpawning.Process);

[TestFixture]
public sealed class OutcomeTableInProcessTests() : OutcomeTableTests(ActorSpawning.InProcess);
