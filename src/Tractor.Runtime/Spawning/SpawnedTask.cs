using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>A child that is a task of this process.</summary>
internal sealed class SpawnedTask : ISpawned
{
    private readonly ChildRunner _runner;
    private IConnection? _connection;

    private SpawnedTask(ChildSpec spec, TimeProvider time)
    {
        _runner = new ChildRunner(spec, time) { Connected = (connection, _) => _connection = connection };
        Exited = RunAsync();
    }

    public int Pid => Environment.ProcessId;

    public Task<ProcessExit> Exited { get; private set; }

    public string StandardErrorTail => string.Empty;

    /// <summary>Starts it on a clean flow: it is no part of its parent's scopes and flow.</summary>
    public static SpawnedTask Start(ChildSpec spec, TimeProvider time)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return new SpawnedTask(spec, time);
        }
    }

    public void Terminate()
    {
        if (!_runner.RequestEnd(CancelReason.Signal, "it was asked to terminate"))
        {
            Kill();
        }
    }

    public void Kill()
    {
        _runner.RequestEnd(CancelReason.Signal, "it was to be killed");
        _connection?.Abort();
    }

    /// <remarks>It has none that its actor does not remove.</remarks>
    public void RemoveSockets()
    {
    }

    public void Dispose()
    {
    }

    private Task<ProcessExit> RunAsync() => Task.Run(async () =>
    {
        try
        {
            return new ProcessExit(await _runner.RunAsync().ConfigureAwait(false), null, false);
        }
#pragma warning disable CA1031 // As a process would, it ends with a code; its parent tells of it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new ProcessExit(1, null, false);
        }
    });
}
