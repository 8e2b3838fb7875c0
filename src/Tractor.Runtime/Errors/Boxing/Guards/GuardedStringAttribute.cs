using MemoryPack;

namespace Tractor.Errors;

/// <summary>A string that is read with its length checked.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class GuardedStringAttribute : MemoryPackCustomFormatterAttribute<GuardedStringFormatter, string?>
{
    public override GuardedStringFormatter GetFormatter() => GuardedStringFormatter.Default;
}
