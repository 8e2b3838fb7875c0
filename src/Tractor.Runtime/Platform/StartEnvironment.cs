using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>The environment that this process was started with: what .NET code sets later changes a copy only.</summary>
[SupportedOSPlatform("linux")]
internal static partial class StartEnvironment
{
    /// <summary>Whether a variable is still as it was, so that a child inherits what this process has read.</summary>
    public static bool IsUnchanged(string name) => Marshal.PtrToStringUTF8(Get(name)) == Environment.GetEnvironmentVariable(name);

    [LibraryImport(NativeLibraryName.C, EntryPoint = "getenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Get(string name);
}
