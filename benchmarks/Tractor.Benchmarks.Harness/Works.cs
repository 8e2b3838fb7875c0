namespace Benchmarks.Harness;

/// <summary>The names of what a contender can be asked to do; one work yields one or more values.</summary>
public static class Works
{
    /// <summary>One call after another: <c>rate</c>, <c>p50</c>, <c>p99</c>.</summary>
    public const string Echo = "echo";

    /// <summary>64 callers, one call each at a time: <c>rate</c>.</summary>
    public const string EchoInFlight = "echo64";

    /// <summary>The server sends ints, the client reads them: <c>rate</c>.</summary>
    public const string StreamOfInts = "stream-int";

    /// <summary>The same with a struct of an int, a long and a double: <c>rate</c>.</summary>
    public const string StreamOfStructs = "stream-struct";

    /// <summary>The server sends blocks of 64 KiB, each received into an array that is the receiver's: <c>rate</c> in MB/s.</summary>
    public const string Blocks64K = "blocks-64k";

    /// <summary>The same with blocks of 1 MiB.</summary>
    public const string Blocks1M = "blocks-1m";

    /// <summary>Blocks of 64 KiB that the receiver is done with when it takes the next: <c>rate</c> in MB/s.</summary>
    public const string PassingBlocks64K = "passing-blocks-64k";

    /// <summary>The same with blocks of 1 MiB.</summary>
    public const string PassingBlocks1M = "passing-blocks-1m";

    /// <summary>An int there and back on a stream that is open: <c>rate</c>, <c>p50</c>, <c>p99</c>.</summary>
    public const string PingPong = "ping-pong";

    /// <summary>A dialog opened, started, returned and closed: <c>rate</c>.</summary>
    public const string Dialogs = "dialogs";

    /// <summary>Bytes allocated in both processes an item or call: <c>int</c>, <c>struct</c>, <c>call</c>.</summary>
    public const string Allocations = "allocations";

    /// <summary>One handler blocks a second: 99th percentile of the others' calls with and without, <c>with</c>, <c>without</c>.</summary>
    public const string BlockedHandler = "blocked-handler";

    /// <summary>Eight children, one caller and eight callers each: <c>one</c>, <c>eight</c>.</summary>
    public const string EightActors = "eight-actors";

    /// <summary>Nine children that nobody calls: <c>cpu</c> in ms of all of them and the root in ten seconds.</summary>
    public const string IdleActors = "idle-actors";

    /// <summary>A stream of 10,000,000 items whose reader stops for a while: see the catalogue.</summary>
    public const string StalledReader = "stalled-reader";

    /// <summary>A child from its start to the reply to its first call: <c>first-reply</c> in ms.</summary>
    public const string Spawn = "spawn";

    /// <summary>An idle child: <c>rss</c> and <c>pss</c> in MB.</summary>
    public const string Memory = "memory";

    /// <summary>8 children: <c>ready</c> and <c>ended</c> in ms.</summary>
    public const string Tree8 = "tree-8";

    /// <summary>32 children: <c>ready</c> and <c>ended</c> in ms.</summary>
    public const string Tree32 = "tree-32";

    /// <summary>Three levels of three, an error in a leaf: <c>ready</c>, <c>seen</c> and <c>gone</c> in ms.</summary>
    public const string TreeError = "tree-39";
}
