using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Tractor.Spawning;

/// <summary>How to run this very program again, however it is hosted.</summary>
internal sealed record ProgramImage(string FileName, IReadOnlyList<string> Arguments, bool IsNative)
{
    /// <summary>This program.</summary>
    public static ProgramImage Current { get; } = Find();

    /// <summary>Whether this program is natively compiled: only such a one has no list of assemblies to load.</summary>
    public static bool IsThisNative => AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") is null;

    private static ProgramImage Find()
    {
        string path = Environment.ProcessPath
            ?? throw new InvalidOperationException("The system does not tell the path of this program, so it cannot be started again for a child.");
        bool isNative = IsThisNative;
        bool isMuxer = !isNative && Path.GetFileNameWithoutExtension(path) == "dotnet";
        return new ProgramImage(path, isMuxer ? MuxerArguments() : [], isNative);
    }

    // The command line is not replayed: its relative paths would fail in another working directory.
    private static List<string> MuxerArguments()
    {
        List<string> arguments = ["exec"];
        if (AppContext.GetData("APP_CONTEXT_DEPS_FILES") is string files
            && files.Split(';', ':')[0] is { Length: > 0 } dependencies && File.Exists(dependencies))
        {
            arguments.AddRange(["--depsfile", dependencies]);
            string configuration = dependencies.Replace(".deps.json", ".runtimeconfig.json", StringComparison.Ordinal);
            if (File.Exists(configuration))
            {
                arguments.AddRange(["--runtimeconfig", configuration]);
            }
        }

        arguments.Add(EntryPath());
        return arguments;
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Only the dotnet host gets here, which loads from files.")]
    private static string EntryPath() => Assembly.GetEntryAssembly()?.Location is { Length: > 0 } location
        ? location
        : Path.GetFullPath(Environment.GetCommandLineArgs()[0]);
}
