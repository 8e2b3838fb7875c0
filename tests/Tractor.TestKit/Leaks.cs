using System.Collections.Concurrent;
using System.Reflection;
using Tractor.Actors;
using Tractor.Platform;
using Tractor.Reading;
using Tractor.Spawning;
using Tractor.Transport;

namespace Tractor.TestKit;

/// <summary>What actors left behind.</summary>
public static class Leaks
{
    /// <summary>Actors, listeners, children and readers inside this process.</summary>
    public static IEnumerable<string> InProcess() => [.. Actors(), .. Listeners(), .. Children(), .. Readers()];

    /// <summary>The files of sockets in the directory of this test run, of whatever process.</summary>
    public static IEnumerable<string> SocketFiles() => SocketFiles(new RuntimeDirectory().Location);

    /// <summary>The files of sockets in a directory.</summary>
    public static IEnumerable<string> SocketFiles(string location) =>
        Directory.Exists(location)
            ? Directory.EnumerateFiles(location).Where(path => UnixFileSocketName.TryReadProcess(Path.GetFileName(path), out _))
            : [];

    /// <summary>How many sockets this process has open.</summary>
    public static int OpenSockets() => Directory.EnumerateFiles("/proc/self/fd").Count(IsSocket);

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) ?? false;
        }
        catch (IOException)
        {
            return false; // It was closed while we looked.
        }
    }

    private static IEnumerable<string> Actors()
    {
        List<Actor> live = (List<Actor>)Field(typeof(ActorsInProcess), "Live");
        return live.ToArray().Select(actor => $"actor {actor.Id}");
    }

    private static IEnumerable<string> Listeners()
    {
        var names = (ConcurrentDictionary<string, InMemoryListener>)Field(typeof(InMemoryTransport), "Listeners");
        return names.Keys.Select(name => $"listener {name}");
    }

    private static IEnumerable<string> Children()
    {
        HashSet<ISpawned> live = (HashSet<ISpawned>)Field(typeof(LiveChildren), "Live");
        return live.ToArray().Select(child => $"child process {child.Pid}");
    }

    private static IEnumerable<string> Readers() => ReaderSlots.Taken is > 0 and int taken ? [$"{taken} readers of connections"] : [];

    private static object Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
}
