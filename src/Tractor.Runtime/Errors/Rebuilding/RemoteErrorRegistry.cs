using System.Collections.Concurrent;
using System.ComponentModel;

namespace Tractor.CompilerServices;

/// <summary>Where generated module initializers register the types marked with <see cref="RemoteErrorAttribute"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RemoteErrorRegistry
{
    private static readonly ConcurrentDictionary<string, (Type Type, Func<string, Exception?, Exception> Make)> Registered = new(StringComparer.Ordinal);

    /// <summary>Registers one type; once more changes nothing (ERR-05).</summary>
    /// <param name="type">The type.</param>
    /// <param name="make">Makes one from a message and an inner exception.</param>
    public static void Register(Type type, Func<string, Exception?, Exception> make)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(make);
        Registered[type.ToString()] = (type, make);
    }

    internal static Type? Find(string typeName) => Registered.TryGetValue(typeName, out (Type Type, Func<string, Exception?, Exception> Make) entry) ? entry.Type : null;

    internal static Func<string, Exception?, Exception>? FindMaker(string typeName) => Registered.TryGetValue(typeName, out (Type Type, Func<string, Exception?, Exception> Make) entry) ? entry.Make : null;
}
