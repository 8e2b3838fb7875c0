using System.Runtime.InteropServices;
using System.Text;

namespace Tractor.Platform;

/// <summary>A null-terminated array of UTF-8 C strings in one block of native memory.</summary>
internal sealed unsafe class NativeStringArray : IDisposable
{
    private byte** _pointers;

    public NativeStringArray(IReadOnlyList<string> texts)
    {
        nuint table = (nuint)(texts.Count + 1) * (nuint)sizeof(byte*);
        nuint bytes = 0;
        foreach (string text in texts)
        {
            bytes += (nuint)Encoding.UTF8.GetByteCount(text) + 1;
        }

        _pointers = (byte**)NativeMemory.AllocZeroed(table + bytes);
        Fill(texts, (byte*)_pointers + table);
    }

    ~NativeStringArray() => Free();

    public byte** Pointer => _pointers;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Fill(IReadOnlyList<string> texts, byte* next)
    {
        for (int i = 0; i < texts.Count; i++)
        {
            int length = Encoding.UTF8.GetByteCount(texts[i]);
            _pointers[i] = next;
            _ = Encoding.UTF8.GetBytes(texts[i], new Span<byte>(next, length));
            next += length + 1;
        }
    }

    private void Free()
    {
        NativeMemory.Free(_pointers);
        _pointers = null;
    }
}
