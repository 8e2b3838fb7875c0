using MemoryPack;

namespace Tractor.Errors;

/// <summary>Strings that are read with their lengths checked.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GuardedStringsAttribute : MemoryPackCustomFormatterAttribute<GuardedArrayFormatter<string>, string?[]?>
{
    private static readonly GuardedArrayFormatter<string> Shared = new(GuardedStringFormatter.Default);

    public override GuardedArrayFormatter<string> GetFormatter() => Shared;
}
