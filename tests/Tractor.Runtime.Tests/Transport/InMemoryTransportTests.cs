using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
internal sealed class InMemoryTransportTests : TransportContract
{
    protected override ITransport Transport { get; } = new InMemoryTransport();
}
