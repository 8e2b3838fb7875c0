using MessagePack;

namespace Benchmarks.StreamJsonRpcPeer;

/// <summary>The struct of three fields.</summary>
[MessagePackObject]
public readonly record struct Triple([property: Key(0)] int Id, [property: Key(1)] long Time, [property: Key(2)] double Value);
