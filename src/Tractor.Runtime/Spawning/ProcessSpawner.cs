using System.Collections;
using System.Runtime.Versioning;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Spawning;

/// <summary>Starts this program again as a process of its own, which becomes the child before its <c>Main</c> runs.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessSpawner : ISpawner
{
    /// <summary>Over Unix sockets: nothing is to be connected and shown, which takes a new process longer than to begin its work.</summary>
    public bool Connects(ActorTransport transport) => transport == ActorTransport.UnixSocket;

    public ISpawned Spawn(ChildSpec spec, ActorOptions options)
    {
        PlatformSupport.EnsureSpawning();
        if (spec.Token is not null)
        {
            return Start(spec, options, connection: null);
        }

        ConnectionPair pair = ConnectionPair.Create(RawSocketConnection.SendBufferBytes);
        try
        {
            return Start(spec, options, pair);
        }
        catch
        {
            pair.Ours.Dispose();
            throw;
        }
        finally
        {
            // Held here too, it would keep the child's end from being seen.
            pair.Theirs.Dispose();
        }
    }

    private static SpawnedProcess Start(ChildSpec spec, ActorOptions options, ConnectionPair? connection)
    {
        ProgramImage image = ProgramImage.Current;
        Dictionary<string, string> environment = EnvironmentOf(spec, options, image);
        ProcessStartRequest request = new()
        {
            FileName = image.FileName,
            Arguments = [.. image.Arguments, ChildTitle.Argument(spec.Name)],
            Environment = environment,
            WorkingDirectory = options.WorkingDirectory ?? Environment.CurrentDirectory,
            Connection = connection?.Theirs,
        };
        ChildProcess process = ChildProcess.Start(request);
        return new SpawnedProcess(process, RuntimeDirectory.In(environment), ConnectionTo(process, spec, connection));
    }

    private static RawSocketConnection? ConnectionTo(ChildProcess process, ChildSpec spec, ConnectionPair? connection) =>
        connection is { } pair ? new RawSocketConnection(pair.Ours, $"started from {spec.Parent}") { PeerPid = process.Pid } : null;

    private static Dictionary<string, string> EnvironmentOf(ChildSpec spec, ActorOptions options, ProgramImage image)
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry entry in Environment.GetEnvironmentVariables())
        {
            variables[(string)entry.Key] = (string?)entry.Value ?? string.Empty;
        }

        foreach ((string name, string? value) in options.Environment)
        {
            if (value is null)
            {
                variables.Remove(name);
            }
            else
            {
                variables[name] = value;
            }
        }

        variables[ChildSpec.Variable] = spec.Format();
        if (!image.IsNative)
        {
            variables[StartupHooks.Variable] = StartupHooks.With(variables.GetValueOrDefault(StartupHooks.Variable));
        }

        return variables;
    }
}
