namespace Tractor.ProcessTests.Kit;

/// <summary>Tests whose actors append to a file what they did, and whose root's log is kept.</summary>
internal abstract class NotedFixture(ActorTransport? transport = null) : ProcessFixture(transport)
{
    protected EventLog Log { get; } = new();

    /// <summary>The file of this test.</summary>
    protected string NoteFile { get; private set; } = "";

    [SetUp]
    public void Begin()
    {
        Log.Forget();
        NoteFile = Path.GetTempFileName();
    }

    [TearDown]
    public void DeleteFile() => File.Delete(NoteFile);
}
