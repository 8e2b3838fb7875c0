using System.ComponentModel;
using Tractor.Errors;

namespace Tractor.CompilerServices;

/// <summary>Where generated module initializers register the types marked with <see cref="RemoteErrorAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteErrorRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, ErrorType> Registered = new(StringComparer.Ordinal);

    /// <summary>Registers one type; once more changes nothing (ERR-05).</summary>
    /// <param name="type">The type.</param>
    /// <param name="make">Makes one from a message and an inner exception.</param>
    public static void Register(Type type, Func<string, Exception?, Exception> make)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(make);
        ErrorType known = new(type, make);
        lock (Gate)
        {
            Registered[known.Name] = known;
        }
    }

    internal static Type? Find(string typeName) => FindKnown(typeName)?.Type;

    internal static Func<string, Exception?, Exception>? FindMaker(string typeName) => FindKnown(typeName)?.Make;

    private static ErrorType? FindKnown(string typeName)
    {
        lock (Gate)
        {
            return Registered.GetValueOrDefault(typeName);
        }
    }
}
