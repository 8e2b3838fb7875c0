using System.Diagnostics;

namespace Benchmarks.Driver;

/// <summary>Runs a command of the SDK to its end.</summary>
internal static class ToolRun
{
    /// <summary>Returns null when it went well, else the errors that it printed.</summary>
    public static async Task<string?> RunAsync(IEnumerable<string> arguments, string directory, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = directory };
        // What runs this program must not steer what it builds.
        start.Environment.Remove("MSBuildSDKsPath");
        using Process process = Process.Start(start)!;
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? null : Errors(output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
    }

    private static string Errors(string output)
    {
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        string[] errors = [.. lines.Where(line => line.Contains("error", StringComparison.Ordinal)).Distinct().Take(3)];
        return string.Join(" | ", errors.Length > 0 ? errors : lines.TakeLast(3));
    }
}
