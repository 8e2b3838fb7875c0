namespace Tractor.DialogTests;

/// <summary>Calls that fail in every way.</summary>
internal static partial class Faults
{
    [TractorContext]
    private static Task<int> Rich()
    {
        InvalidOperationException error = new("outer", new ArgumentException("inner", "who"));
        error.Data["order"] = 4711;
        throw error;
    }

    [TractorContext]
    private static Task<int> Group() => throw new AggregateException("all of them", new ArithmeticException("one"), new KeyNotFoundException("two"));

    [TractorContext]
    private static Task<int> Nasty() => throw new NastyException();

    [TractorContext]
    private static Task<int> Huge() => throw new InvalidOperationException(new string('x', 3_000_000));

    [TractorContext]
    private static async Task<int> FailFar(ActorAddress address)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        return await other.RichAsync();
    }

    private sealed class NastyException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string? StackTrace => throw new InvalidOperationException("no stack");

        public override System.Collections.IDictionary Data => throw new InvalidOperationException("no data");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
