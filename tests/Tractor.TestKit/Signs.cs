namespace Tractor.TestKit;

/// <summary>Reads and writes an actor's <see cref="Notes"/> from outside, and what else tests ask of one.</summary>
public static partial class Signs
{
    [TractorContext]
    private static Task<string> ReadSign(string key, CancellationToken cancellationToken) => Notes.WaitAsync(key).WaitAsync(cancellationToken);

    [TractorContext]
    private static Task WriteSign(string key, string value)
    {
        Notes.Set(key, value);
        return Task.CompletedTask;
    }

    [TractorContext]
    private static Task<int> Echo(int value) => Task.FromResult(value);

    [TractorContext]
    private static Task<ActorAddress> Where() => Task.FromResult(CurrentActor.Address);

    [TractorContext]
    private static Task<ActorId> WhoAreYou() => Task.FromResult(CurrentActor.Id);

    [TractorContext]
    private static Task<long> AnonymousMemory() => Task.FromResult(ProcessMemory.Anonymous());

    /// <summary>Cuts the connection to the parent, as a broken network would.</summary>
    [TractorContext]
    private static async Task CutParent(Context<int> context, bool lingers)
    {
        await context.StartedAsync(Environment.ProcessId);
        CurrentActor.Parent!.Link.Abort(new IOException("cut by the test"));
        if (lingers)
        {
            await Task.Delay(Timeout.Infinite);
        }
    }
}
