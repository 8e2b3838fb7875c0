using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class InMemoryListenerTests : ListenerContract
{
    protected override ITransport Transport { get; } = new InMemoryTransport();
}
