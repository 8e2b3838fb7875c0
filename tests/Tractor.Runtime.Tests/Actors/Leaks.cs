using System.Collections.Concurrent;
using System.Reflection;
using Tractor.Actors;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>What actors inside this process left behind.</summary>
internal static class Leaks
{
    public static IEnumerable<string> InProcess() => Actors().Concat(Listeners());

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

    private static object Field(Type type, string name) =>
        type.GetField(name, BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
}
