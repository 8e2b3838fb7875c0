using System.Collections;
using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>Starts this program again as a process of its own, which becomes the child before its <c>Main</c> runs.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ProcessSpawner : ISpawner
{
    public ISpawned Spawn(ChildSpec spec, ActorOptions options)
    {
        PlatformSupport.EnsureSpawning();
        ProgramImage image = ProgramImage.Current;
        Dictionary<string, string> environment = EnvironmentOf(spec, options, image);
        ProcessStartRequest request = new()
        {
            FileName = image.FileName,
            Arguments = [.. image.Arguments, ChildTitle.Argument(spec.Name)],
            Environment = environment,
            WorkingDirectory = options.WorkingDirectory ?? Environment.CurrentDirectory,
        };
        return new SpawnedProcess(ChildProcess.Start(request), RuntimeDirectory.In(environment));
    }

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
