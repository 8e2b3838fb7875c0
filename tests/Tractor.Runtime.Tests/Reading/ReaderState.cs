using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Reading;
using Tractor.Tests.Platform;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>What readers leave behind in the process.</summary>
[SupportedOSPlatform("linux")]
internal static class ReaderState
{
    public static async Task IsClean()
    {
        await Bounds.UntilAsync(() => ReaderWatchdog.Count == 0, "every reader to be forgotten");
        await Bounds.UntilAsync(() => ReaderThreads.Replaced == 0, "every replaced thread to come back");
        await Bounds.UntilAsync(() => SpinCredit.Spinners == 0, "every spinner to be counted off");
        Assert.That(ReaderSlots.Taken, Is.Zero);
    }
}
