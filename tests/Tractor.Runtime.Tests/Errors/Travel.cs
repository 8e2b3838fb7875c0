using Tractor.Errors;
using Tractor.Wire;

namespace Tractor.Tests.Errors;

/// <summary>Sends errors from actor to actor as bytes.</summary>
internal static class Travel
{
    public static readonly ActorId Leaf = new("leaf", new Guid(1, 0, 0, new byte[8]), 123);
    public static readonly ActorId Mid = new("mid", new Guid(2, 0, 0, new byte[8]), 45);
    public static readonly ActorId Root = new("root", new Guid(3, 0, 0, new byte[8]), 1);

    /// <summary>What its receiver makes of an exception that left an endpoint of <paramref name="from"/>.</summary>
    public static RemoteActorException Raise(Exception error, ActorId from, string? endpoint) =>
        (RemoteActorException)ErrorBox.Unpack(OverTheWire(ErrorBox.Pack(error, from, endpoint)), from);

    /// <summary>What its receiver makes of an error that the runtime of <paramref name="from"/> tells.</summary>
    public static T Tell<T>(TractorException error, ActorId from, string? endpoint)
        where T : TractorException =>
        (T)ErrorBox.Unpack(OverTheWire(ErrorBox.PackDirect(error, from, endpoint)), from);

    public static ErrorInfo OverTheWire(ErrorInfo info) => MessageCoding.Read(MessageCoding.ToBytes(info), ErrorInfo.Read);

    /// <summary>The exception with a stack, as it would be in an endpoint that lets it pass.</summary>
    public static Exception Thrown(Exception error)
    {
        try
        {
            throw error;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
