using Tractor.CompilerServices;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>Unmanaged payloads are written and read without an allocation once everything is warm.</summary>
[TestFixture]
public sealed class AllocationTests
{
    [Test]
    public void ACallWithUnmanagedArgumentsAllocatesNothing()
    {
        CallEndpoint<(int, long, Guid), long> endpoint = (CallEndpoint<(int, long, Guid), long>)Brittles.Endpoints.Parts[0].Endpoints
            .Single(candidate => candidate.Name.EndsWith(".Mix", StringComparison.Ordinal));
        Guid guid = Guid.NewGuid();
        RoundTrips(endpoint, guid, 1000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long sum = RoundTrips(endpoint, guid, 10_000);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That((allocated, sum), Is.EqualTo((0L, Enumerable.Range(0, 10_000).Sum(i => 3L * i))));
    }

    private static long RoundTrips(CallEndpoint<(int, long, Guid), long> endpoint, Guid guid, int rounds)
    {
        long sum = 0;
        for (int i = 0; i < rounds; i++)
        {
            (int First, long Second, Guid Third) sent = (i, 2L * i, guid);
            MessageBuilder message = MessageBuilders.Rent();
            PayloadCoding.Encode(endpoint.Arguments, message, in sent);
            (int First, long Second, Guid Third) received = PayloadCoding.Decode(endpoint.Arguments, message.Written.FirstSpan);
            MessageBuilders.Return(message);
            sum += received.Third == guid ? received.First + received.Second : -1;
        }

        return sum;
    }
}
