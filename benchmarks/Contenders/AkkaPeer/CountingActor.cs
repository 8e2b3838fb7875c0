using Akka.Actor;

namespace Benchmarks.AkkaPeer;

/// <summary>Asks the service for messages and tells when the last has come.</summary>
internal sealed class CountingActor : UntypedActor
{
    private readonly TaskCompletionSource _all;
    private int _left;

    public CountingActor(IActorRef service, StreamOrder order, TaskCompletionSource all)
    {
        _all = all;
        _left = order.Count;
        service.Tell(order, Self);
    }

    protected override void OnReceive(object message)
    {
        if (--_left == 0)
        {
            _all.TrySetResult();
            Context.Stop(Self);
        }
    }
}
