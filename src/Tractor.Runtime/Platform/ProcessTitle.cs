using System.Buffers.Text;
using System.Runtime.Versioning;
using System.Text;

namespace Tractor.Platform;

/// <summary>What ps and pstree show of this process.</summary>
[SupportedOSPlatform("linux")]
internal static unsafe class ProcessTitle
{
    private const int NameLength = 15;

    // Of the fields after the one in parentheses: numbers 48 and 49 of proc(5), which counts from 1.
    private const int ArgumentsStartField = 45;
    private const int ArgumentsEndField = 46;
    private const int MostStatusBytes = 4096;

    /// <summary>Names the process, as far as the system lets us and its command line has room. Never throws.</summary>
    public static void Set(string title)
    {
        byte[] text = Encoding.UTF8.GetBytes(title.Replace('\0', ' '));
        SetName(Cut(text, NameLength));
        SetArguments(text);
    }

    // prctl(PR_SET_NAME) would name the calling thread; this names the main one, and so the process. By system calls: the
    // runtime's files would be most of what this costs a new process. A system without /proc keeps the old title, and
    // nothing depends on it.
    private static void SetName(ReadOnlySpan<byte> name)
    {
        using FileDescriptor file = new(NativeDescriptors.Open("/proc/self/comm", NativeDescriptors.WriteOnly | NativeDescriptors.CloseOnExec));
        if (!file.IsInvalid)
        {
            fixed (byte* text = name)
            {
                _ = NativeDescriptors.Write(file, text, (nuint)name.Length);
            }
        }
    }

    private static void SetArguments(byte[] text)
    {
        using FileDescriptor file = new(NativeDescriptors.Open("/proc/self/stat", NativeDescriptors.CloseOnExec));
        byte* status = stackalloc byte[MostStatusBytes];
        nint length = file.IsInvalid ? 0 : NativeDescriptors.Read(file, status, MostStatusBytes);
        ReadOnlySpan<byte> all = new(status, (int)Math.Max(length, 0));

        // Behind the name, which may hold anything; each field has a space before it.
        ReadOnlySpan<byte> fields = all[(all.LastIndexOf((byte)')') + 1)..];
        if (TryRead(fields, ArgumentsStartField, out nuint start)
            && TryRead(fields, ArgumentsEndField, out nuint end)
            && start != 0 && end > start + 1)
        {
            Overwrite(start, (int)Math.Min(end - start, int.MaxValue), text);
        }
    }

    // By bytes, which knows no culture: the first use of one has the runtime load ICU.
    private static bool TryRead(ReadOnlySpan<byte> fields, int index, out nuint number)
    {
        number = 0;
        for (int i = 0; i <= index; i++)
        {
            int space = fields.IndexOf((byte)' ');
            if (space < 0)
            {
                return false;
            }

            fields = fields[(space + 1)..];
        }

        bool isNumber = Utf8Parser.TryParse(fields, out ulong value, out int _);
        number = (nuint)value;
        return isNumber;
    }

    // The last byte stays NUL: the kernel takes another value there as a title that goes on behind.
    private static void Overwrite(nuint start, int length, byte[] text)
    {
        byte[] area = new byte[length];
        Cut(text, length - 1).CopyTo(area);
        fixed (byte* from = area)
        {
            // By the kernel, which refuses a wrong address where a plain store would end the process.
            MemoryRange source = new() { Start = (nuint)from, Length = (nuint)length };
            MemoryRange target = new() { Start = start, Length = (nuint)length };
            _ = NativeProcesses.WriteMemory(Environment.ProcessId, &source, 1, &target, 1, 0);
        }
    }

    private static ReadOnlySpan<byte> Cut(byte[] text, int limit)
    {
        int length = Math.Min(text.Length, limit);
        while (length > 0 && length < text.Length && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return text.AsSpan(0, length);
    }
}
