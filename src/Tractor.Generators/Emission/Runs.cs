namespace Tractor.Generators.Emission;

internal static class Runs
{
    /// <summary>How many values one call of MemoryPack's writer and reader takes.</summary>
    public const int Longest = 15;
}
