using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Tractor.Examples.Tests;

/// <summary>One run of a program: what it printed, how it ended, and the processes it named.</summary>
internal sealed partial record ProgramRun(int ExitCode, string Output, string Error, TimeSpan Duration)
{
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(60);

    /// <summary>The processes that it named, as NAME@PID.</summary>
    public IReadOnlyList<int> Pids => [.. Named().Matches(Output).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>What it printed, without what differs from run to run and from machine to machine.</summary>
    public string Normalised => Place().Replace(Named().Replace(Output, "@PID"), " in $1:line N");

    /// <summary>Those of the named processes that still run; a zombie that init has yet to reap does not.</summary>
    public IEnumerable<int> Survivors => Pids.Where(IsRunning);

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramRun> OfAsync(string program, params string[] arguments)
    {
        using CancellationTokenSource timeout = new(limit);
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            Task<string> error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return new ProgramRun(process.ExitCode, await output, await error, Stopwatch.GetElapsedTime(start));
        }
        finally
        {
            // Its children end with it, whatever became of it.
            process.Kill();
        }
    }

    private static bool IsRunning(int pid)
    {
        string file = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat";
        try
        {
            string status = File.ReadAllText(file);
            return status[status.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"@(\d+)\b")]
    private static partial Regex Named();

    [GeneratedRegex(@" in \S*?([^/\\\s]+\.cs):line \d+")]
    private static partial Regex Place();
}
