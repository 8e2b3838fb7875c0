using System.Runtime.InteropServices;

// System libraries only: a file of that name beside the program is not ours.
[assembly: DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]

namespace Tractor.Platform;

/// <summary>The C library whose layouts and numbers the Native files rely on: glibc on 64-bit Linux, nothing else.</summary>
internal static class NativeLibraryName
{
    public const string C = "libc.so.6";
}
