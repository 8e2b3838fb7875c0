namespace Tractor.ProcessTests.Kit;

/// <summary>Tests of trees of processes. Those that a transport could change are abstract, with a small subclass for each.</summary>
internal abstract class ProcessFixture(ActorTransport? transport = null) : LeakGuard
{
    protected Root Root { get; } = new(transport);
}
