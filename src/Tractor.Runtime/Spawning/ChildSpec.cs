using System.Globalization;
using Tractor.Actors;

namespace Tractor.Spawning;

/// <summary>What a new child process finds in its environment: how to reach its parent, and who it is.</summary>
internal sealed record ChildSpec(ActorAddress Parent, Guid[] Token, Guid Uuid, int ParentPid, string Name)
{
    /// <summary>The variable that makes a process of this program a child.</summary>
    public const string Variable = "TRACTOR_SPAWN";

    private const int Fields = 5;

    public string Format() => string.Join(
        '|', Parent, Credentials.Format(Token), Uuid.ToString("N"), ParentPid.ToString(CultureInfo.InvariantCulture), Name);

    /// <summary>The name of the actor, or all there is where it is not written as it should be.</summary>
    public static string NameIn(string text) => text.Split('|', Fields)[^1];

    /// <exception cref="FormatException">The variable does not hold what a parent of this version writes.</exception>
    public static ChildSpec Parse(string text)
    {
        string[] parts = text.Split('|', Fields);
        return parts.Length == Fields && int.TryParse(parts[3], CultureInfo.InvariantCulture, out int parentPid)
            ? new ChildSpec(
                ActorAddress.Parse(parts[0]),
                Credentials.Parse(parts[1]),
                Guid.ParseExact(parts[2], "N"),
                parentPid,
                parts[4])
            : throw new FormatException($"{Variable} does not hold what an actor of this version writes.");
    }
}
