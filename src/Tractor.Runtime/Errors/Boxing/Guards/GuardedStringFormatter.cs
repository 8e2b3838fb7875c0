using System.Runtime.CompilerServices;
using MemoryPack;

namespace Tractor.Errors;

/// <summary>
/// Strings in the usual form, read with a look at the length first. MemoryPack 1.21 adds 4 to it before it compares
/// with what is there: a length at the end of the range overflows and is read from beyond the buffer, which ends the
/// process.
/// </summary>
internal sealed class GuardedStringFormatter : MemoryPackFormatter<string?>
{
    public static readonly GuardedStringFormatter Default = new();

    public override void Serialize<TBufferWriter>(ref MemoryPackWriter<TBufferWriter> writer, scoped ref string? value) =>
        writer.WriteString(value);

    public override void Deserialize(ref MemoryPackReader reader, scoped ref string? value) => value = Read(ref reader);

    /// <summary>Reads one string.</summary>
    /// <exception cref="MemoryPackSerializationException">It claims to be longer than what is left.</exception>
    public static string? Read(ref MemoryPackReader reader)
    {
        int length = Unsafe.ReadUnaligned<int>(ref reader.GetSpanReference(sizeof(int)));

        // Negative is the complement of the number of UTF-8 bytes, except for -1, which is null.
        long bytes = length < 0 ? ~length : 2L * length;
        return bytes <= reader.Remaining
            ? reader.ReadString()
            : throw new MemoryPackSerializationException($"A string of {bytes} bytes does not fit the {reader.Remaining} that are left.");
    }
}
