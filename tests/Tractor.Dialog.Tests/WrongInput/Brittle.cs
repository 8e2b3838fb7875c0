using MemoryPack;

namespace Tractor.DialogTests;

/// <summary>A payload that breaks where it is told to.</summary>
[MemoryPackable]
internal sealed partial class Brittle
{
    public BreaksOn On { get; set; }

    [MemoryPackOnSerializing]
    private void OnWriting() => BreakIf(BreaksOn.Writing);

    [MemoryPackOnDeserialized]
    private void OnRead() => BreakIf(BreaksOn.Reading);

    private void BreakIf(BreaksOn on)
    {
        if (On == on)
        {
            throw new NotSupportedException($"broken on {on}");
        }
    }
}
