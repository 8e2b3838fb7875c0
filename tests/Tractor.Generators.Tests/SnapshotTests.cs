using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>What is generated, to be read.</summary>
internal sealed class SnapshotTests
{
    [Test]
    public Task Call() => Verify(GeneratorRun.Run("""
        namespace Demo;

        public static partial class Calculator
        {
            [TractorContext]
            static ValueTask<int> SquareAsync(int x) => new(x * x);

            [TractorContext]
            static Task Log(string text, long at = -1, CancellationToken token = default) => Task.CompletedTask;
        }
        """));

    [Test]
    public Task Dialog() => Verify(GeneratorRun.Run("""
        namespace Demo;

        internal readonly record struct Ping(int Id);

        internal readonly record struct Pong(int Id);

        internal static partial class Talk
        {
            [TractorContext]
            static Task<int> Echo(Context<string, Ping, Pong> context, string greeting) => Task.FromResult(1);

            [TractorContext]
            static Task Endpoint(Context<(string Name, int Pid)> context) => Task.CompletedTask;
        }
        """));

    [Test]
    public Task Stream() => Verify(GeneratorRun.Run("""
        public static partial class Counter
        {
            [TractorContext]
            internal static IAsyncEnumerable<(int Index, string? Text)> Count(int to, CancellationToken token) => throw null!;
        }
        """));

    [Test]
    public Task NestedPrivateClass() => Verify(GeneratorRun.Run("""
        namespace Demo;

        public partial class Outer
        {
            private partial record struct Inner
            {
                [TractorContext]
                static ValueTask Fire() => default;
            }
        }
        """));

    [Test]
    public Task Formatters() => Verify(GeneratorRun.Run("""
        namespace Demo;

        public static partial class Store
        {
            [TractorContext]
            static ValueTask<Dictionary<string, List<(DayOfWeek, int?)>>> Load(string[] keys, (string, int)? page) => throw null!;
        }
        """));

    [Test]
    public Task Packables() => Verify(GeneratorRun.Run("""
        namespace Demo;

        [MemoryPackable]
        public partial record Leaf(string Text);

        [MemoryPackable]
        public partial record Tree(Leaf[] Leaves);

        public static partial class Forest
        {
            [TractorContext]
            static ValueTask Plant(List<Tree> trees) => default;
        }
        """));

    [Test]
    public Task Startups() => Verify(GeneratorRun.Run("""
        namespace Demo;

        internal static class Setup
        {
            [ActorStartup]
            internal static void Second(ActorStartupContext context) { }

            [ActorStartup]
            internal static Task First() => Task.CompletedTask;
        }
        """));
}
