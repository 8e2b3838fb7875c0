using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>Where generated module initializers register the types marked with <see cref="RemoteErrorAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteErrorRegistry
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Entry> Registered = new(StringComparer.Ordinal);

    /// <summary>Registers one type; once more changes nothing (ERR-05).</summary>
    /// <param name="type">The type.</param>
    /// <param name="make">Makes one from a message and an inner exception.</param>
    public static void Register(Type type, Func<string, Exception?, Exception> make)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(make);
        lock (Gate)
        {
            Registered[type.ToString()] = new Entry(type, make);
        }
    }

    internal static Type? Find(string typeName) => FindEntry(typeName)?.Type;

    internal static Func<string, Exception?, Exception>? FindMaker(string typeName) => FindEntry(typeName)?.Make;

    private static Entry? FindEntry(string typeName)
    {
        lock (Gate)
        {
            return Registered.TryGetValue(typeName, out Entry? entry) ? entry : null;
        }
    }

    private sealed record Entry(Type Type, Func<string, Exception?, Exception> Make);
}
