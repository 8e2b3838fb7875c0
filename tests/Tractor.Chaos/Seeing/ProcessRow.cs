namespace Tractor.Chaos.Seeing;

/// <summary>One process as /proc shows it.</summary>
internal sealed record ProcessRow(int Pid, int Parent, char State, string Command)
{
    public bool IsZombie => State is 'Z' or 'X';
}
