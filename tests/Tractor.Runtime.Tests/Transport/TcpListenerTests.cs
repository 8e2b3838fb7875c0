using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class TcpListenerTests : ListenerContract
{
    protected override ITransport Transport { get; } = new TcpTransport();
}
