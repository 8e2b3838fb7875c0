using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class UnixSocketListenerTests : ListenerContract
{
    private readonly ScratchDirectory scratch = new();

    protected override ITransport Transport => new UnixSocketTransport(scratch.Runtime);

    [OneTimeTearDown]
    public void RemoveScratch()
    {
        string[] left = Directory.GetFiles(scratch.Runtime.Location, "*.sock");
        scratch.Dispose();
        Assert.That(left, Is.Empty, "socket files of closed listeners");
    }
}
