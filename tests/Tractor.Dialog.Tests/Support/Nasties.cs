using System.Collections;

namespace Tractor.DialogTests;

/// <summary>Calls that fail with errors that are hard to tell of.</summary>
internal static partial class Nasties
{
    [TractorContext]
    private static Task<int> Blocking(string member) => throw new BlockingException(member);

    [TractorContext]
    private static Task<int> BlockingBehind() => throw new InvalidOperationException("outer", new BlockingException("Message"));

    [TractorContext]
    private static Task<int> BlockingData()
    {
        InvalidOperationException error = new("with data");
        error.Data["key"] = new BlockingText();
        throw error;
    }

    [TractorContext]
    private static Task<int> Deep(int depth)
    {
        Exception error = new FormatException("the deepest");
        for (int i = 0; i < depth; i++)
        {
            error = new InvalidOperationException($"level {i}", error);
        }

        throw error;
    }

    [TractorContext]
    private static Task<int> Cycle()
    {
        InvalidOperationException inner = new("inner");
        AggregateException outer = new("outer", inner);
        typeof(Exception).GetField("_innerException", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!.SetValue(inner, outer);
        throw outer;
    }

    [TractorContext]
    private static Task<int> NestedGroups() => throw new AggregateException(
        "all",
        new AggregateException("some", new ArithmeticException("a"), new FormatException("b")),
        new KeyNotFoundException("c"));

    [TractorContext]
    private static async Task<int> FarAway(ActorAddress address)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        return await other.NestedGroupsAsync();
    }

    /// <summary>An error whose members wait for ever.</summary>
    private sealed class BlockingException(string member) : Exception
    {
        public override string Message => BlockIf(nameof(Message)) ?? "told";

        public override string? StackTrace => BlockIf(nameof(StackTrace));

        public override IDictionary Data => BlockIf(nameof(Data)) is null ? new Hashtable() : throw new InvalidOperationException();

        public override string ToString() => BlockIf(nameof(ToString)) ?? "told";

        private string? BlockIf(string at)
        {
            if (at == member)
            {
                Thread.Sleep(Timeout.Infinite);
            }

            return null;
        }
    }

    private sealed class BlockingText
    {
        public override string ToString()
        {
            Thread.Sleep(Timeout.Infinite);
            return string.Empty;
        }
    }
}
