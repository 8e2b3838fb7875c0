using System.Diagnostics;

namespace Benchmarks.Harness;

/// <summary>The other process of a contender: this program again, with the arguments of a server.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private Task _chatter = Task.CompletedTask;

    private ServerProcess(Process process) => _process = process;

    /// <summary>The server's process id.</summary>
    public int Id => _process.Id;

    /// <summary>Starts the server and waits until it says that it is ready.</summary>
    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        ServerProcess server = new(Launch(arguments));
        try
        {
            using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
            await server.UntilReadyAsync(limit.Token);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a server calls when it can be connected to.</summary>
    public static void SayReady() => Console.WriteLine(WorkResult.Mark + "ready=1");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using CancellationTokenSource limit = new(Patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await _chatter;
        _process.Dispose();
    }

    private static Process Launch(string[] arguments)
    {
        string host = Environment.ProcessPath!;
        ProcessStartInfo start = new(host) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, AppDomain.CurrentDomain.FriendlyName + ".dll"));
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(WorkResult.Mark, StringComparison.Ordinal))
            {
                // Its further chatter is read, so that it never blocks, and dropped.
                _chatter = _process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return;
            }
        }

        throw new InvalidOperationException("The server process ended before it was ready.");
    }
}
