using System.Diagnostics;
using Benchmarks.Harness;

namespace Benchmarks.Driver;

/// <summary>Measures section by section: in each round every contender in turn, so that the machine's drift hits all alike.</summary>
internal sealed class Comparison(Places places, Command command)
{
    // A program's first work is also where most of its methods reach their last tier.
    private static readonly TimeSpan FirstWarmUp = TimeSpan.FromSeconds(2);

    private readonly List<FigureReport> _reports = [];

    private TimeSpan Duration => TimeSpan.FromSeconds(command.IsQuick ? 0.5 : 2);

    private TimeSpan WarmUp => TimeSpan.FromSeconds(command.IsQuick ? 0.7 : 3);

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        long begin = Stopwatch.GetTimestamp();
        try
        {
            foreach (Section section in Catalogue.Sections)
            {
                Figure[] figures = [.. section.Figures.Where(IsWanted)];
                if (figures.Length > 0)
                {
                    await MeasureAsync(section, figures, cancellationToken);
                }
            }
        }
        finally
        {
            // What was measured before an interruption is told too.
            Table.Write(_reports, Console.Out);
            JsonReport.Write(_reports, command.JsonFile);
        }

        Console.WriteLine($"{_reports.Count} figures in {Stopwatch.GetElapsedTime(begin).TotalSeconds:F0} s.");
        return 0;
    }

    private bool IsWanted(Figure figure) => figure.Name.Contains(command.Only, StringComparison.OrdinalIgnoreCase);

    private async Task MeasureAsync(Section section, Figure[] figures, CancellationToken cancellationToken)
    {
        Measurements measurements = new();
        ContenderProcess[] processes = [.. section.Contenders.Select(contender => new ContenderProcess(places, contender))];
        try
        {
            TimeSpan warmUp = FirstWarmUp;
            foreach (string work in figures.Select(figure => figure.Work).Distinct())
            {
                await MeasureAsync(work, section.IsLong, warmUp, processes, measurements, cancellationToken);
                warmUp = WarmUp;
            }
        }
        finally
        {
            await Task.WhenAll(processes.Select(process => process.DisposeAsync().AsTask()));
        }

        _reports.AddRange(figures.Select(figure => FigureReport.Of(figure, section, measurements)));
    }

    private async Task MeasureAsync(
        string work, bool isLong, TimeSpan warmUp, ContenderProcess[] processes, Measurements measurements, CancellationToken cancellationToken)
    {
        int rounds = (isLong, command.IsQuick) switch { (true, true) => 1, (true, false) => 3, (false, true) => 3, _ => 7 };
        Console.Error.WriteLine($"{work} ...");
        for (int round = isLong ? 1 : 0; round <= rounds; round++)
        {
            foreach (ContenderProcess process in processes.Where(process => !measurements.HasFailed(process.Name, work)))
            {
                WorkResult result = await process.MeasureAsync(work, round == 0 ? warmUp : Duration, cancellationToken);
                if (round > 0 || result.Reason is not null)
                {
                    measurements.Add(process.Name, work, result);
                }
            }
        }
    }
}
