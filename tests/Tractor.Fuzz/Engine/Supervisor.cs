using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Tractor.Fuzz.Targets;
using Tractor.Shared;

namespace Tractor.Fuzz.Engine;

/// <summary>
/// Has workers try inputs, one process a target, and survives what ends them: the input at which that happened is kept
/// with the command that tries it again, and a new worker takes the rest of the time.
/// </summary>
internal sealed class Supervisor(FuzzOptions options)
{
    // One input that breaks each run in its first second must not fill the disk.
    private const int MostCrashes = 5;

    // A worker tries its corpus before its time begins; beyond this it is stuck.
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    private static readonly string[] Limits = ["DOTNET_GCHeapHardLimit=40000000", "DOTNET_DbgEnableMiniDump=0", "DOTNET_TieredPGO=0"];

    private readonly string[] _targets = options.Target is { } one ? [one] : [.. FuzzTargets.Names];

    private Process? _worker;

    public async Task<bool> RunAsync()
    {
        using OwnDirectory copy = new("tractor-fuzz-");
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => End(context, copy, 130));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => End(context, copy, 143));
        string program = InstrumentedCopy.Make(copy.Path);
        int failed = 0;
        foreach (string target in _targets)
        {
            int crashes = await RunTargetAsync(program, options with { Target = target });
            failed += crashes > 0 ? 1 : 0;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_targets.Length - failed} passed, {failed} failed, 0 skipped"));
        return failed == 0;
    }

    private async Task<int> RunTargetAsync(string program, FuzzOptions target)
    {
        TimeSpan share = TimeSpan.FromSeconds((double)options.Seconds / _targets.Length);
        Stopwatch clock = Stopwatch.StartNew();
        int crashes = 0;
        while (clock.Elapsed < share && crashes < MostCrashes)
        {
            int seconds = Math.Max(1, (int)(share - clock.Elapsed).TotalSeconds);
            if (await RunWorkerAsync(program, target with { Seconds = seconds, Seed = target.Seed + crashes }) == 0)
            {
                break;
            }

            crashes++;
            if (!TryKeep(target))
            {
                break;
            }
        }

        return crashes;
    }

    // False when the worker was lost before it tried anything: another one would be, too.
    private bool TryKeep(FuzzOptions target)
    {
        byte[]? input = CurrentInput.ReadLeft(Worker.CurrentPath(target));
        if (input is null)
        {
            Console.WriteLine($"{target.Target}: the worker ended, and not by an input");
            return false;
        }

        string path = CorpusFiles.AddCrash(options.Crashes, target.Target!, input);
        Console.WriteLine($"{target.Target}: broken by {path}");
        Console.WriteLine($"  again: dotnet run -c Release --project tests/Tractor.Fuzz -- --replay {path}");
        return true;
    }

    // Stopped from outside.
    private void End(PosixSignalContext context, OwnDirectory copy, int code)
    {
        context.Cancel = true;
        _worker?.Kill();
        copy.Dispose();
        Environment.Exit(code);
    }

    private async Task<int> RunWorkerAsync(string program, FuzzOptions worker)
    {
        ProcessStartInfo start = new("dotnet") { UseShellExecute = false };
        string[] arguments =
        [
            program, "--worker", "yes", "--target", worker.Target!, "--corpus", worker.Corpus, "--crashes", worker.Crashes,
            "--seconds", worker.Seconds.ToString(CultureInfo.InvariantCulture), "--seed", worker.Seed.ToString(CultureInfo.InvariantCulture),
            .. worker.Found is { } found ? new[] { "--found", found } : [],
        ];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string limit in Limits)
        {
            string[] pair = limit.Split('=');
            start.Environment[pair[0]] = pair[1];
        }

        using Process process = Process.Start(start)!;
        _worker = process;
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(worker.Seconds) + Grace);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
        finally
        {
            _worker = null;
        }

        return process.ExitCode;
    }
}
