using System.Globalization;

namespace Tractor.Spawning;

/// <summary>How a child shows among the processes: <c>_subactor[name@id]</c> (RUN-16).</summary>
internal static class ChildTitle
{
    /// <summary>Makes the room for the title, and shows the name until it is set.</summary>
    public static string Argument(string name) => $"_subactor[{name}]".PadRight(48);

    public static string Of(string name, int pid) => string.Create(CultureInfo.InvariantCulture, $"_subactor[{name}@{pid}]");
}
