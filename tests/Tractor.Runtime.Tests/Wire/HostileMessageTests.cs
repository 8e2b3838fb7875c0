using MemoryPack;
using NUnit.Framework;
using Tractor.Errors;
using Tractor.Fields;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>A length anywhere in the library's own messages that is not true is refused; above all it does not end the process.</summary>
[TestFixture]
internal sealed class HostileMessageTests
{
    private static readonly ActorId Peer = Soon.Actor("peer");

    private static readonly int[] Lengths = [int.MinValue, int.MinValue + 1, int.MinValue + 2, int.MinValue + 3, int.MinValue + 4, -100, -2, 100, int.MaxValue - 4, int.MaxValue];

    [Test]
    public void Hello() => Try(new HelloMessage(Peer, true, [Guid.NewGuid(), Guid.NewGuid()]));

    [Test]
    public void Welcome() => Try(new WelcomeMessage(Peer, new BootMessage([Guid.NewGuid()], Peer, ["a/b", "c/d"], ["a"], new ActorLimits(), ActorSpawning.Process, "de", "en", Microsoft.Extensions.Logging.LogLevel.Debug, DebugMode: true)));

    [Test]
    public void Refused() => Try(new RefusedMessage("why"));

    [Test]
    public void Cancel() => Try(CancelMessage.From(new Cancellation(Peer, CancelReason.Deadline, [Peer, Peer], "3 s"), TimeSpan.FromSeconds(1)));

    [Test]
    public void Error() => Try(ErrorBox.Pack(new AggregateException(new FormatException("a"), new TimeoutException("b")), Peer, "W.A"));

    private static void Try<T>(T message)
        where T : class, IMessage<T>
    {
        byte[] sound = MessageCoding.ToBytes(message);
        Assert.That(() => MessageCoding.Read(sound, T.Read), Throws.Nothing);
        int refused = 0;
        for (int at = 0; at <= sound.Length - sizeof(int); at++)
        {
            foreach (int length in Lengths)
            {
                byte[] bytes = [.. sound];
                BitConverter.TryWriteBytes(bytes.AsSpan(at), length);
                refused += IsRead<T>(bytes) ? 0 : 1;
            }
        }

        Assert.That(refused, Is.Positive, "some of the places are lengths");
    }

    private static bool IsRead<T>(byte[] bytes)
        where T : class, IMessage<T>
    {
        try
        {
            MessageCoding.Read(bytes, T.Read);
            return true;
        }
        catch (MemoryPackSerializationException)
        {
            return false;
        }
    }
}
