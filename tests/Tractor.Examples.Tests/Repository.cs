namespace Tractor.Examples.Tests;

/// <summary>Where things are in this repository.</summary>
internal static class Repository
{
    private static readonly DirectoryInfo output = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Root { get; } = Find();

    public static string Examples => Path.Combine(Root, "examples");

    /// <summary>The built assembly of a project's folder, of the configuration that these tests were built in.</summary>
    public static string ProgramOf(string folder) =>
        Path.Combine(folder, "bin", output.Parent!.Name, output.Name, $"{Path.GetFileName(folder)}.dll");

    private static string Find()
    {
        DirectoryInfo? folder = output;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Tractor.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests run from their place in the repository.");
    }
}
