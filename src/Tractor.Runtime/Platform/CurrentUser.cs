using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>The user whose rights this process has.</summary>
[SupportedOSPlatform("linux")]
internal static class CurrentUser
{
    public static uint EffectiveId => NativeProcesses.GetEffectiveUserId();
}
