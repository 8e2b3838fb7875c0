namespace Tractor.Skew;

/// <summary>What this build calls.</summary>
internal static class Calls
{
    public static IEnumerable<(string Name, Func<Portal, Task<string>> Call)> All =>
    [
        ("Same", peer => peer.SameAsync(1)),
        ("Changed", peer => peer.ChangedAsync(2, "m")),
        ("ChangedTalk", async peer => (await peer.OpenChangedTalkAsync(_ => Task.CompletedTask)).Value),
        ("OnlyAfter", peer => peer.OnlyAfterAsync()),
        ("Same again", peer => peer.SameAsync(3)),
    ];
}
