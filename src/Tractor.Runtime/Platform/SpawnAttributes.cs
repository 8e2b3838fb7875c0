using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>A child's signals: none blocked, none ignored. It stays in our process group, so that Ctrl-C reaches it.</summary>
[SupportedOSPlatform("linux")]
internal sealed unsafe class SpawnAttributes : IDisposable
{
    // More than the 336 bytes that glibc needs on 64 bits.
    private const int Size = 1024;

    private void* _attributes;

    public SpawnAttributes()
    {
        _attributes = NativeMemory.AllocZeroed(Size);
        Check(NativeSpawn.AttributesInit(_attributes));
        SignalSet none = default;
        Check(NativeSpawn.AttributesSetSignalMask(_attributes, &none));

        // .NET ignores SIGPIPE, and what is ignored stays so through exec.
        SignalSet all = default;
        _ = NativeSignals.FillSet(&all);
        Check(NativeSpawn.AttributesSetSignalDefaults(_attributes, &all));
        Check(NativeSpawn.AttributesSetFlags(_attributes, NativeSpawn.SetSignalDefaults | NativeSpawn.SetSignalMask));
    }

    ~SpawnAttributes() => Free();

    public void* Pointer => _attributes;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            throw Errno.Failure("Cannot prepare the signals of a process", error);
        }
    }

    private void Free()
    {
        if (_attributes is not null)
        {
            _ = NativeSpawn.AttributesDestroy(_attributes);
            NativeMemory.Free(_attributes);
            _attributes = null;
        }
    }
}
