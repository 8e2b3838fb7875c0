namespace Tractor.DialogTests;

/// <summary>Reads and writes an actor's <see cref="Notes"/> from outside.</summary>
internal static partial class Signs
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
    private static Task<ActorAddress> Where() => Task.FromResult(CurrentActor.Address);

    [TractorContext]
    private static Task<ActorId> WhoAreYou() => Task.FromResult(CurrentActor.Id);
}
