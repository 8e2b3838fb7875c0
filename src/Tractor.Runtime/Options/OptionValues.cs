using System.Runtime.CompilerServices;

namespace Tractor;

/// <summary>Refuses what an enumeration does not name, where it is set.</summary>
internal static class OptionValues
{
    /// <exception cref="ArgumentOutOfRangeException">The value is none of its type's.</exception>
    public static T Defined<T>(T value, [CallerMemberName] string name = "")
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be one of {string.Join(", ", Enum.GetNames<T>())}.");

    /// <inheritdoc cref="Defined{T}(T, string)"/>
    public static T? Defined<T>(T? value, [CallerMemberName] string name = "")
        where T : struct, Enum => value is { } given ? Defined(given, name) : null;
}
