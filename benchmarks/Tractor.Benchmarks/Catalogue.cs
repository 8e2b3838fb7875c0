using Benchmarks.Harness;

namespace Benchmarks.Driver;

/// <summary>All contenders and all figures.</summary>
internal static class Catalogue
{
    private static readonly Contender Messages = new(Contender.Tractor, new ProgramKind("Contenders/TractorActors"));

    private static readonly Contender[] Peers =
    [
        new("StreamJsonRpc", new ProgramKind("Contenders/StreamJsonRpcPeer")),
        new("gRPC", new ProgramKind("Contenders/GrpcPeer")),
        new("Orleans", new ProgramKind("Contenders/OrleansPeer")),
        new("MultiplexingStream", new ProgramKind("Contenders/MultiplexingPeer")),
        new("Akka.Remote", new ProgramKind("Contenders/AkkaPeer")),
    ];

    public static IReadOnlyList<Section> Sections { get; } =
    [
        new([Messages, new(Contender.Raw, new ProgramKind("Contenders/RawSockets")), .. Peers], Messaging()),
        new([Messages], Alone()),
        new([Messages], Watched(), IsLong: true),
        .. new[] { "", "readytorun", "native" }.Select(kind => new Section(
            [new(Contender.Tractor, new ProgramKind("Children/TractorTree", kind)), new(Contender.Raw, new ProgramKind("Children/RawTree", kind))],
            Processes(kind.Length == 0 ? "jit" : kind),
            IsLong: true)),
    ];

    public static IEnumerable<ProgramKind> Programs => Sections.SelectMany(section => section.Contenders).Select(contender => contender.Program).Distinct();

    private static Figure[] Messaging() =>
    [
        new("echo.sequential", "calls/s", Works.Echo, "rate"),
        new("echo.sequential.p50", "us", Works.Echo, "p50", true),
        new("echo.sequential.p99", "us", Works.Echo, "p99", true),
        new("echo.64-in-flight", "calls/s", Works.EchoInFlight, "rate"),
        new("stream.int", "items/s", Works.StreamOfInts, "rate"),
        new("stream.struct", "items/s", Works.StreamOfStructs, "rate"),
        new("blocks.64KiB", "MB/s", Works.Blocks64K, "rate"),
        new("blocks.1MiB", "MB/s", Works.Blocks1M, "rate"),
        new("blocks.64KiB.passing", "MB/s", Works.PassingBlocks64K, "rate"),
        new("blocks.1MiB.passing", "MB/s", Works.PassingBlocks1M, "rate"),
        new("ping-pong", "round trips/s", Works.PingPong, "rate"),
        new("ping-pong.p50", "us", Works.PingPong, "p50", true),
        new("ping-pong.p99", "us", Works.PingPong, "p99", true),
    ];

    private static Figure[] Alone() =>
    [
        new("dialogs", "dialogs/s", Works.Dialogs, "rate"),
        new("actors.8.one-caller-each", "calls/s", Works.EightActors, "one"),
        new("actors.8.eight-callers-each", "calls/s", Works.EightActors, "eight"),
        new("blocked-handler.p99-delay", "us", Works.BlockedHandler, "delay", true),
        new("blocked-handler.p99-with", "us", Works.BlockedHandler, "with", true),
        new("blocked-handler.p99-without", "us", Works.BlockedHandler, "without", true),
    ];

    private static Figure[] Watched() =>
    [
        new("allocated.int", "bytes/item", Works.Allocations, "int", true),
        new("allocated.struct", "bytes/item", Works.Allocations, "struct", true),
        new("allocated.call", "bytes/call", Works.Allocations, "call", true),
        new("idle.9-actors.processor", "ms in 10 s", Works.IdleActors, "cpu", true),
        new("idle.9-actors.processor-of-root", "ms in 10 s", Works.IdleActors, "root", true),
        new("stalled-reader.producer-ahead", "items", Works.StalledReader, "ahead", true),
        new("stalled-reader.memory-growth", "MB", Works.StalledReader, "growth", true),
        new("stalled-reader.other-dialog-speed", "of its speed without", Works.StalledReader, "speed"),
        new("stalled-reader.rate-once-read", "items/s", Works.StalledReader, "rate"),
    ];

    private static Figure[] Processes(string kind) =>
    [
        new($"spawn.{kind}", "ms to first reply", Works.Spawn, "first-reply", true),
        new($"memory.{kind}.rss", "MB", Works.Memory, "rss", true),
        new($"memory.{kind}.pss", "MB", Works.Memory, "pss", true),
        new($"tree.8.{kind}.ready", "ms", Works.Tree8, "ready", true),
        new($"tree.8.{kind}.ended", "ms", Works.Tree8, "ended", true),
        new($"tree.32.{kind}.ready", "ms", Works.Tree32, "ready", true),
        new($"tree.32.{kind}.ended", "ms", Works.Tree32, "ended", true),
        new($"tree.39-error.{kind}.ready", "ms", Works.TreeError, "ready", true),
        new($"tree.39-error.{kind}.seen-by-root", "ms", Works.TreeError, "seen", true),
        new($"tree.39-error.{kind}.all-gone-after", "ms", Works.TreeError, "gone", true),
    ];
}
