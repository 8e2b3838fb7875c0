using System.Diagnostics;
using System.Globalization;
using System.Text;
using Benchmarks.Harness;

namespace Benchmarks.Driver;

/// <summary>A running contender: started when first needed, again if it had to be ended, and ended by its own id.</summary>
internal sealed class ContenderProcess(Places places, Contender contender) : IAsyncDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(15);
    private const int MostStarts = 6;

    private Process? _process;
    private StringBuilder _errors = new();
    private int _starts;

    public string Name => contender.Name;

    /// <summary>Asks for a work and waits for its values, or for the reason why there are none.</summary>
    public async Task<WorkResult> MeasureAsync(string work, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (Missing() is { } missing)
        {
            return WorkResult.Failed(missing);
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(AnswerLimit);
        try
        {
            await EnsureStartedAsync(limit.Token);
            string order = string.Create(CultureInfo.InvariantCulture, $"{work} {duration.TotalSeconds}");
            await _process!.StandardInput.WriteLineAsync(order.AsMemory(), limit.Token);
            await _process.StandardInput.FlushAsync(limit.Token);
            WorkResult result = WorkResult.Parse(await AnswerAsync(limit.Token));
            if (result.Reason is not (null or WorkResult.Unknown))
            {
                // What failed may have left it unfit; the next work gets a new one.
                await EndAsync(kill: false);
            }

            return result;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await EndAsync(kill: true);
            return WorkResult.Failed($"no answer within {AnswerLimit.TotalSeconds} s");
        }
        catch (IOException exception)
        {
            await EndAsync(kill: true);
            return WorkResult.Failed($"{exception.Message} {LastErrors()}".Trim());
        }
    }

    public async ValueTask DisposeAsync() => await EndAsync(kill: false);

    private string? Missing()
    {
        if (File.Exists(places.Failure(contender.Program)))
        {
            return "it could not be built: " + File.ReadAllText(places.Failure(contender.Program));
        }

        return Directory.Exists(places.Output(contender.Program)) ? null : "it is not built: run prepare first";
    }

    private async Task EnsureStartedAsync(CancellationToken cancellationToken)
    {
        if (_process is not null)
        {
            return;
        }

        if (++_starts > MostStarts)
        {
            throw new IOException("It ended too often.");
        }

        StringBuilder errors = _errors = new();
        _process = Process.Start(contender.Program.ToStart(places.Output(contender.Program)))!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        _process.BeginErrorReadLine();
        await AnswerAsync(cancellationToken);
    }

    private async Task<string> AnswerAsync(CancellationToken cancellationToken)
    {
        while (await _process!.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(WorkResult.Mark, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new IOException("The program ended.");
    }

    // Its server ends when the pipe between them closes, so that this one's end is enough.
    private async Task EndAsync(bool kill)
    {
        if (Interlocked.Exchange(ref _process, null) is not { } process)
        {
            return;
        }

        using (process)
        using (CancellationTokenSource limit = new(kill ? TimeSpan.Zero : EndLimit))
        {
            try
            {
                process.StandardInput.Close();
                await process.WaitForExitAsync(limit.Token);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                process.Kill();
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private string LastErrors()
    {
        lock (_errors)
        {
            string text = _errors.ToString();
            return text.Length > 400 ? text[..400] : text;
        }
    }
}
