using System.Globalization;

namespace Tractor.Chaos.Seeing;

/// <summary>One line of a member's.</summary>
internal sealed record ChaosEvent(string Kind, int Index, int Pid, string Text, long Time)
{
    public static ChaosEvent Parse(string line)
    {
        string[] parts = line.Split(' ', 4);
        return new ChaosEvent(
            parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture), parts[3], TimeProvider.System.GetTimestamp());
    }
}
