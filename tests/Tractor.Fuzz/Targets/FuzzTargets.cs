namespace Tractor.Fuzz.Targets;

/// <summary>All targets, by name.</summary>
internal static class FuzzTargets
{
    private static readonly Dictionary<string, Func<IFuzzTarget>> Makers = new(StringComparer.Ordinal)
    {
        ["frames"] = () => new FramesTarget(),
        ["messages"] = () => new MessagesTarget(),
        ["payloads"] = () => new PayloadsTarget(),
        ["handshake"] = () => new HandshakeTarget(),
        ["callee"] = () => new CalleeTarget(),
        ["caller"] = () => new CallerTarget(),
        ["sockets"] = () => new SocketsTarget(),
    };

    public static IReadOnlyCollection<string> Names => Makers.Keys;

    public static IFuzzTarget Create(string name) => Makers.TryGetValue(name, out Func<IFuzzTarget>? make)
        ? make()
        : throw new ArgumentException($"There is no target '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
}
