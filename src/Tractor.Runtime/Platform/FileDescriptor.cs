using System.Runtime.Versioning;

using Microsoft.Win32.SafeHandles;

namespace Tractor.Platform;

/// <summary>A file descriptor. An owned one is closed by this object, once and only when no call uses it.</summary>
[SupportedOSPlatform("linux")]
internal class FileDescriptor : SafeHandleMinusOneIsInvalid
{
    public FileDescriptor(int number, bool owned = true)
        : base(owned) => SetHandle(number);

    /// <summary>The bare number, for who knows that the descriptor stays open meanwhile.</summary>
    public int Number => (int)handle;

    // Linux releases the descriptor even when close reports an interruption, so it is never tried again.
    protected override bool ReleaseHandle()
    {
        _ = NativeDescriptors.Close((int)handle);
        return true;
    }
}
