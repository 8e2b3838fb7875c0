namespace Tractor.Chaos.Members;

/// <summary>What a member throws that is told to.</summary>
#pragma warning disable CA1032, CA1064 // Thrown here alone.
internal sealed class ChaosException(string message) : Exception(message);
#pragma warning restore CA1032, CA1064
