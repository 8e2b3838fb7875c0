using SharpFuzz;

namespace Tractor.Fuzz.Engine;

/// <summary>This program with libraries that count their branches.</summary>
internal static class InstrumentedCopy
{
    // What generated module initializers call comes before there is memory to count in.
    private static readonly (string Library, string[] Types, string[] Left)[] Libraries =
    [
        ("Tractor.Runtime.dll", ["Tractor."], ["Tractor.CompilerServices.EndpointRegistry", "Tractor.CompilerServices.EndpointCalls", "Tractor.Spawning."]),
        ("MemoryPack.Core.dll", ["MemoryPack."], []),
    ];

    /// <summary>Makes it in a directory; gives the path of the program.</summary>
    public static string Make(string directory)
    {
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory))
        {
            File.Copy(file, Path.Combine(directory, Path.GetFileName(file)), overwrite: true);
        }

        foreach ((string library, string[] types, string[] left) in Libraries)
        {
            // It instruments as its result, the names of the types, is enumerated.
            _ = Fuzzer.Instrument(Path.Combine(directory, library), type => Array.Exists(types, type.StartsWith) && !Array.Exists(left, type.StartsWith), Options.Value).Count();
        }

        return Path.Combine(directory, Path.GetFileName(typeof(InstrumentedCopy).Assembly.Location));
    }
}
