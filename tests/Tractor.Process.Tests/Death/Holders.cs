using System.Diagnostics;
using System.Globalization;

namespace Tractor.ProcessTests.Death;

/// <summary>A program that has what the process that starts it has, and outlives it.</summary>
internal static class Holders
{
    /// <summary>Names the file that tells its pid; none is started without it.</summary>
    public const string Variable = "TRACTOR_TEST_HOLDER";

    public static void StartIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } file)
        {
            using Process holder = Process.Start("sleep", "300");
            File.WriteAllText(file, holder.Id.ToString(CultureInfo.InvariantCulture));
        }
    }
}
