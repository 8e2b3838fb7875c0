using System.Diagnostics;
using System.Globalization;
using Tractor.Chaos.Members;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>A tree of its own that nothing is done to: it has to live, be reachable and answer all the time.</summary>
internal sealed class Bystander : IDisposable
{
    public const string Command = "bystander";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Process _process = RootProcess.Start(Command);
    private readonly List<int> _pids = [];
    private int _count;

    public int Pid => _process.Id;

    /// <summary>Its root and its actor.</summary>
    public IReadOnlyCollection<int> Pids => _pids;

    /// <summary>The process itself: an actor that calls another whenever it is asked to.</summary>
    public static Task RunAsync() => ActorNursery.RunAsync(async nursery =>
    {
        Portal portal = await nursery.StartActorAsync("other", Member.Endpoints);
        Console.WriteLine($"{Environment.ProcessId} {portal.Actor.Pid}");
        while (await Task.Run(Console.In.ReadLine) is { } line)
        {
            string endpoint = CurrentActor.Address.Endpoint;
            int sum = await portal.AddAsync(int.Parse(line, CultureInfo.InvariantCulture), 1);
            Console.WriteLine(File.Exists(endpoint) ? sum : $"{endpoint} is gone");
        }

        await nursery.CancelAsync();
    });

    public async Task ReadyAsync()
    {
        string line = await LineAsync();
        _pids.AddRange(line.Split(' ').Select(pid => int.Parse(pid, CultureInfo.InvariantCulture)));
    }

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public async Task<string?> CheckAsync()
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(_count.ToString(CultureInfo.InvariantCulture));
            await _process.StandardInput.FlushAsync();
            string answer = await LineAsync();
            return answer == (++_count).ToString(CultureInfo.InvariantCulture) ? null : $"the bystander answered '{answer}'";
        }
        catch (Exception error) when (error is IOException or TimeoutException)
        {
            return $"the bystander does not answer: {error.Message}";
        }
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(Patience))
        {
            Native.Signal(_process.Id, Native.Kill);
        }

        _process.Dispose();
    }

    private async Task<string> LineAsync() => await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? "nothing";
}
