namespace Benchmarks.Driver;

/// <summary>Where the sources of the contenders are, and where what is published of them goes.</summary>
internal sealed record Places(string Benchmarks)
{
    public string Artifacts => Path.Combine(Benchmarks, "artifacts");

    public static Places Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Tractor.sln")))
            {
                return new Places(Path.Combine(at.FullName, "benchmarks"));
            }
        }

        throw new InvalidOperationException("Run this from the repository: the sources of the contenders are needed.");
    }

    /// <summary>Where the published program is.</summary>
    public string Output(ProgramKind program) => Path.Combine(Artifacts, program.Directory);

    /// <summary>Where it says why there is none.</summary>
    public string Failure(ProgramKind program) => Output(program) + ".failure.txt";
}
