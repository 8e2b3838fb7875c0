using System.Runtime.CompilerServices;
using Tractor.CompilerServices;

namespace Tractor.Errors;

/// <summary>Makes of a boxed error one of the type that it was at its origin, where that type is known here.</summary>
internal static class ErrorRebuilder
{
    private static readonly ConditionalWeakTable<Exception, RemoteActorException> Boxes = [];

    /// <summary>Whether callers are to get it as itself, by <see cref="RemoteErrorAttribute"/>.</summary>
    public static bool IsRethrown(RemoteActorException box) => RemoteErrorRegistry.FindMaker(box.TypeName) is not null;

    /// <summary>The type of that name, if it is known here.</summary>
    public static Type? FindType(string typeName) => RemoteErrorRegistry.Find(typeName) ?? KnownErrors.Find(typeName);

    /// <summary>The error as itself; the box where that cannot be made. It runs the constructor, which is the user's code.</summary>
    public static Exception Rebuild(RemoteActorException box)
    {
        if (RemoteErrorRegistry.FindMaker(box.TypeName) is { } own)
        {
            return Make(box, own);
        }

        return KnownErrors.FindMaker(box.TypeName) is { } known ? Make(box, known) : box;
    }

    /// <summary>What a peer sent of this error; null for one that began here.</summary>
    public static RemoteError? ReceivedOf(Exception error) =>
        error is TractorException { Received: { } received } ? received : Boxes.TryGetValue(error, out RemoteActorException? box) ? box.Error : null;

    /// <summary>The box that it is or was made from.</summary>
    public static RemoteActorException? BoxOf(Exception error) =>
        error as RemoteActorException ?? (Boxes.TryGetValue(error, out RemoteActorException? box) ? box : null);

    private static Exception Make(RemoteActorException box, Func<string, Exception?, Exception> make)
    {
        try
        {
            Exception error = make(box.RemoteMessage, box);
            foreach ((string key, string value) in box.RemoteData)
            {
                error.Data[key] = value;
            }

            Boxes.AddOrUpdate(error, box);
            return error;
        }
#pragma warning disable CA1031 // A constructor that throws must not replace the error that is told of.
        catch (Exception)
#pragma warning restore CA1031
        {
            return box;
        }
    }
}
