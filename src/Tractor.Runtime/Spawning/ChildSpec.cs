using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Tractor.Actors;
using Tractor.Identity;

namespace Tractor.Spawning;

/// <summary>What a new child process finds in its environment: how to reach its parent, and who it is.</summary>
/// <param name="Parent">Where its parent listens.</param>
/// <param name="Token">What it shows there, once. None when it is started with its connection.</param>
/// <param name="Uuid">Its own.</param>
/// <param name="ParentPid">The process that started it.</param>
/// <param name="Above">The actors above it, its parent last: by these it is found when they are gone.</param>
/// <param name="StartTimeout">How long its parent waits for it; so long it tries.</param>
/// <param name="Name">Its own.</param>
internal sealed record ChildSpec(ActorAddress Parent, Guid[]? Token, Guid Uuid, int ParentPid, Guid[] Above, TimeSpan StartTimeout, string Name)
{
    /// <summary>The variable that makes a process of this program a child.</summary>
    public const string Variable = "TRACTOR_SPAWN";

    private const int Fields = 8;

    /// <summary>The actors above it, and itself.</summary>
    public Guid[] Lineage
    {
        get
        {
            Guid[] lineage = new Guid[Above.Length + 1];
            Array.Copy(Above, lineage, Above.Length);
            lineage[^1] = Uuid;
            return lineage;
        }
    }

    public string Format() => string.Join(
        '|',
        HandshakeFrames.ProtocolVersion.ToString(CultureInfo.InvariantCulture), // First, so that every version finds it.
        Parent,
        Token is null ? string.Empty : GuidList.Format(Token),
        Mark(Uuid),
        ParentPid.ToString(CultureInfo.InvariantCulture),
        GuidList.Format(Above),
        ((int)Math.Ceiling(StartTimeout.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture),
        Name);

    /// <summary>What the variable contains of an actor: in its own process and in all below it.</summary>
    public static string Mark(Guid actor) => actor.ToString("N");

    /// <summary>The name of the actor, or all there is where it is not written as it should be.</summary>
    public static string NameIn(string text) => text.Split('|', Fields)[^1];

    /// <exception cref="FormatException">The variable does not hold what a parent of this version writes.</exception>
    public static ChildSpec Parse(string text)
    {
        string[] parts = text.Split('|', Fields);
        if (TryParse(parts[0], out int version) && version != HandshakeFrames.ProtocolVersion)
        {
            throw new FormatException($"{Variable} holds what version {version} of the protocol writes, and this program speaks version {HandshakeFrames.ProtocolVersion}. Build it and what started it with the same version of Tractor.Runtime.");
        }

        return parts.Length == Fields && version > 0 && TryParse(parts[4], out int parentPid) && TryParse(parts[6], out int startMilliseconds)
            ? new ChildSpec(
                ActorAddress.Parse(parts[1]),
                parts[2].Length == 0 ? null : GuidList.Parse(parts[2]),
                Guid.ParseExact(parts[3], "N"),
                parentPid,
                GuidList.Parse(parts[5]),
                TimeSpan.FromMilliseconds(startMilliseconds),
                parts[7])
            : throw new FormatException($"{Variable} does not hold what an actor of this version writes.");
    }

    // By bytes, which knows no culture: the first use of one has the runtime load ICU.
    private static bool TryParse(string text, out int number) =>
        Utf8Parser.TryParse(Encoding.ASCII.GetBytes(text), out number, out int read) && read == text.Length && number > 0;
}
