using System.Diagnostics;
using System.Globalization;
using Tractor.Fuzz.Targets;

namespace Tractor.Fuzz.Engine;

/// <summary>
/// Tries inputs for one target, in a process of its own, until its time is over: what is in the corpus, then what becomes
/// of it by mutation. An input that reaches something new joins the corpus.
/// </summary>
internal sealed class Worker(IFuzzTarget target, CoverageMap coverage, FuzzOptions options)
{
    private const int CheckMemoryEvery = 256;

    private readonly Random _random = new(options.Seed);
    private readonly List<byte[]> _kept = [];
    private readonly HangWatch _hangs = new();
    private long _tries;

    public static string CurrentPath(FuzzOptions options) => Path.Combine(options.Crashes, $"current-{options.Target}");

    public async Task RunAsync()
    {
        Directory.CreateDirectory(options.Crashes);
        using CurrentInput current = new(CurrentPath(options));
        byte[][] seeds = [[], .. target.Seeds, .. CorpusFiles.Read(options.Corpus, target.Name)];
        foreach (byte[] seed in seeds)
        {
            await TryAsync(current, seed, isSeed: true);
        }

        MemoryWatch memory = new();
        Mutator mutator = new(_random);
        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed.TotalSeconds < options.Seconds)
        {
            await TryAsync(current, mutator.Mutate(Pick(), Pick()), isSeed: false);
            if (_tries % CheckMemoryEvery == 0)
            {
                memory.Check();
            }
        }

        current.Clear();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {_tries} inputs, {coverage.Pairs} pairs of branches, {_kept.Count} inputs kept"));
    }

    private async Task TryAsync(CurrentInput current, byte[] input, bool isSeed)
    {
        current.Set(input);
        coverage.Clear();
        _hangs.Start();
        await target.ExecuteAsync(input);
        _hangs.Stop();
        _tries++;
        if (coverage.Merge() || _kept.Count == 0)
        {
            _kept.Add(input);
            if (!isSeed && options.Found is { } found)
            {
                CorpusFiles.Add(found, target.Name, input);
            }
        }
    }

    // The later ones were harder to find.
    private byte[] Pick() => _kept[Math.Max(_random.Next(_kept.Count), _random.Next(_kept.Count))];
}
