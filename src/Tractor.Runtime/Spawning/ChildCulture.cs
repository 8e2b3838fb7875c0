using System.Globalization;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>
/// The culture of a child: that of its parent. Where its environment says the same it is not set, since the first use of
/// <see cref="CultureInfo"/> has the runtime load ICU: a millisecond, in a natively compiled child that needs eight to start.
/// </summary>
internal static class ChildCulture
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"];

    /// <summary>The name that a child is to be told; null when it comes to the same by itself.</summary>
    public static string? ToTell(ActorOptions options, CultureInfo current)
    {
        // The culture that is called installed is what the environment of this process said when it started.
        bool isOfEnvironment = options.Culture is null && current.Name == CultureInfo.InstalledUICulture.Name && HasSameEnvironment(options);
        return isOfEnvironment ? null : (options.Culture ?? current).Name;
    }

    private static bool HasSameEnvironment(ActorOptions options)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        foreach (string name in Variables)
        {
            if (options.Environment.ContainsKey(name) || !StartEnvironment.IsUnchanged(name))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets what was told.</summary>
    public static void Apply(string? culture, string? userInterface)
    {
        if (culture is not null)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.GetCultureInfo(culture);
        }

        if (userInterface is not null)
        {
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.GetCultureInfo(userInterface);
        }
    }
}
