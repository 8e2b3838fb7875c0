using System.Globalization;
using Tractor.Fuzz.Engine;
using Tractor.Fuzz.Targets;

// dotnet run -c Release --project tests/Tractor.Fuzz -- [--seconds N] [--target NAME] [--seed N] [--corpus DIR] [--crashes DIR]
// dotnet run -c Release --project tests/Tractor.Fuzz -- --replay FILE
// eng/fuzz.sh calls the first form; what it finds is run again, without instrumentation, by the second.
if (!FuzzOptions.TryParse(args, out FuzzOptions options, out string problem))
{
    Console.Error.WriteLine(problem);
    return 2;
}

if (options.Replay is { } file)
{
    string name = Path.GetFileName(file).Split('-')[0];
    await using IFuzzTarget target = FuzzTargets.Create(options.Target ?? name);
    await Replay.RunAsync(target, file);
    return 0;
}

if (options.IsWorker)
{
    // First: the instrumented library counts from the first call on.
    using CoverageMap coverage = new();
    await using IFuzzTarget target = FuzzTargets.Create(options.Target!);
    await new Worker(target, coverage, options).RunAsync();
    return 0;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, {options.Seconds} s for {(options.Target is null ? FuzzTargets.Names.Count : 1)} targets"));
return await new Supervisor(options).RunAsync() ? 0 : 1;
