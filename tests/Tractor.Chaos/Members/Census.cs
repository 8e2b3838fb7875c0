using MemoryPack;

namespace Tractor.Chaos.Members;

/// <summary>The actors of a part of the tree and where they listen.</summary>
[MemoryPackable]
internal sealed partial record Census(int[] Indices, string[] Addresses)
{
    public static Census Of(int index) => new([index], [CurrentActor.Address.ToString()]);

    public Census With(IEnumerable<Census> others) => others.Aggregate(
        this, static (sum, other) => new Census([.. sum.Indices, .. other.Indices], [.. sum.Addresses, .. other.Addresses]));

    public string AddressOf(int index) => Addresses[Array.IndexOf(Indices, index)];
}
