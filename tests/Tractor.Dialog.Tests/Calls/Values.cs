using MemoryPack;

namespace Tractor.DialogTests;

internal enum Shade : short
{
    Dark = -3,
    Light = 400,
}

[MemoryPackable]
internal sealed partial record Leaf(int Number, string? Text, Leaf? Next);

/// <summary>Calls with payloads of many kinds: each gives back what it got.</summary>
internal static partial class Values
{
    [TractorContext]
    private static Task<int?> MaybeInt(int? value) => Task.FromResult(value);

    [TractorContext]
    private static Task<string?> MaybeText(string? value) => Task.FromResult(value);

    [TractorContext]
    private static Task<(int Number, string Text, Leaf? Leaf)> Tuple((int Number, string Text, Leaf? Leaf) value) => Task.FromResult(value);

    [TractorContext]
    private static Task<Leaf?> Record(Leaf? value) => Task.FromResult(value);

    [TractorContext]
    private static Task<Leaf[]> Array(Leaf[] value) => Task.FromResult(value);

    [TractorContext]
    private static Task<Dictionary<string, List<int>>> Dictionary(Dictionary<string, List<int>> value) => Task.FromResult(value);

    [TractorContext]
    private static Task<ReadOnlyMemory<byte>> Memory(ReadOnlyMemory<byte> value) => Task.FromResult(value);

    [TractorContext]
    private static Task<string> Text(string value) => Task.FromResult(value);

    [TractorContext]
    private static Task<ActorAddress> Address(ActorAddress value) => Task.FromResult(value);

    [TractorContext]
    private static Task<(Shade First, Shade? Second)> Enums(Shade first, Shade? second) => Task.FromResult((first, second));

    [TractorContext]
    private static Task<(Guid Id, DateTimeOffset When, TimeSpan Long, decimal Price)> Plain(Guid id, DateTimeOffset when, TimeSpan duration, decimal price) =>
        Task.FromResult((id, when, duration, price));

    [TractorContext]
    private static Task<string> Optional(int number = 7, string text = "preset", Shade shade = Shade.Light) => Task.FromResult($"{number} {text} {shade}");

    [TractorContext]
    private static Task<string> Over(int value) => Task.FromResult($"int {value}");

    [TractorContext]
    private static Task<string> Over(string value) => Task.FromResult($"string {value}");

    [TractorContext]
    private static Task<int> Sum(params int[] values) => Task.FromResult(values.Sum());

    [TractorContext]
    private static ValueTask<long> AsValueTask(long value) => ValueTask.FromResult(value);

    [TractorContext]
    private static ValueTask NothingAtAll() => ValueTask.CompletedTask;

    [TractorContext]
    private static Task Failing(string message) => throw new KeyNotFoundException(message);

    [TractorContext]
    private static async Task<int> DelayedEcho(int value, int milliseconds, CancellationToken cancellationToken)
    {
        await Task.Delay(milliseconds, cancellationToken);
        return value;
    }

    internal static partial class Inner
    {
        [TractorContext]
        private static Task<string> Text(string value) => Task.FromResult($"inner {value}");
    }
}
