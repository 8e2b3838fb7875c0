using System.Diagnostics;

namespace Benchmarks.Driver;

/// <summary>A measured program: its project below <c>benchmarks/</c>, and the kind it is published as (empty: plain).</summary>
internal sealed record ProgramKind(string Project, string Kind = "")
{
    public string Name => Path.GetFileName(Project);

    public string Directory => Kind.Length == 0 ? Name : $"{Name}-{Kind}";

    /// <summary>How to run it: plain ones through <c>dotnet</c>, others are executables.</summary>
    public ProcessStartInfo ToStart(string output)
    {
        ProcessStartInfo start = Kind.Length == 0
            ? new ProcessStartInfo("dotnet", [Path.Combine(output, Name + ".dll")])
            : new ProcessStartInfo(Path.Combine(output, Name));
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        // The same for all, whatever their packages prefer.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "1";
        return start;
    }
}
