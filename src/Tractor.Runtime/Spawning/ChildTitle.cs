namespace Tractor.Spawning;

/// <summary>How a child shows among the processes: <c>_subactor[name@id]</c> (RUN-16).</summary>
internal static class ChildTitle
{
    /// <summary>What the command line of every child contains from the start.</summary>
    public const string Start = "_subactor[";

    /// <summary>Makes the room for the title, and shows the name until it is set.</summary>
    public static string Argument(string name) => $"{Start}{name}]".PadRight(48);

    /// <remarks>Without a culture, which would have every child load ICU.</remarks>
    public static string Of(string name, int pid) => string.Concat(Start, name, $"@{(uint)pid}]");
}
