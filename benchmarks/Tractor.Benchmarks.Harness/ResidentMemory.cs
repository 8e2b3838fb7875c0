using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace Benchmarks.Harness;

/// <summary>
/// The resident memory of a process, exactly, looked at again and again: that allocates nothing, so that what is measured
/// does not grow by being measured.
/// </summary>
public sealed class ResidentMemory(int pid) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle($"/proc/{pid}/smaps_rollup");

    /// <summary>What is resident now, in MB.</summary>
    public double Megabytes()
    {
        Span<byte> text = stackalloc byte[2048];
        text = text[..RandomAccess.Read(_file, text, fileOffset: 0)];
        ReadOnlySpan<byte> value = text[(text.IndexOf("Rss:"u8) + 4)..].TrimStart((byte)' ');
        return Utf8Parser.TryParse(value, out long kilobytes, out _)
            ? kilobytes / 1024.0
            : throw new InvalidOperationException("The kernel says nothing of the process's resident memory.");
    }

    /// <summary>Closes its file.</summary>
    public void Dispose() => _file.Dispose();
}
