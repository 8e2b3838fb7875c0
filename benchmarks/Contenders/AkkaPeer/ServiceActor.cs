using Akka.Actor;

namespace Benchmarks.AkkaPeer;

/// <summary>The server's half. There is no flow control: a stream is a number of messages to who asked.</summary>
internal sealed class ServiceActor : ReceiveActor
{
    public ServiceActor()
    {
        Receive<long>(value => Sender.Tell(value, Self));
        Receive<StreamOrder>(order =>
        {
            byte[] block = new byte[Math.Max(0, order.Size)];
            for (int i = 0; i < order.Count; i++)
            {
                Sender.Tell(order.Size switch { 0 => i, < 0 => new Triple(i, i, i), _ => block }, Self);
            }
        });
    }
}
