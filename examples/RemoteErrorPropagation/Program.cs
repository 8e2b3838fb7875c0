// An endpoint throws. The exception stays in its process; the root gets an account of it: its type, message and data,
// what caused it, where it was thrown, and in which actor.
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal bank = await nursery.StartActorAsync("bank", Bank.Endpoints);
    try
    {
        await bank.WithdrawAsync("Ada", 100);
    }
    catch (RemoteActorException error) when (error.Is<InvalidOperationException>())
    {
        Console.WriteLine($"origin:  {error.Origin}");
        Console.WriteLine($"type:    {error.TypeName}");
        Console.WriteLine($"message: {error.RemoteMessage}");
        Console.WriteLine($"data:    {string.Join(", ", error.RemoteData)}");
        Console.WriteLine($"cause:   {error.RemoteInnerErrors[0].TypeName}: {error.RemoteInnerErrors[0].Message}");
        Console.WriteLine($"thrown:  {error.RemoteStackTrace.Split('\n')[0].Trim()}");
    }

    // The bank is alive and well: an endpoint's error is no death of its actor.
    Console.WriteLine($"{await bank.BalanceAsync("Grace")} left for Grace");
    await nursery.CancelAsync();
});

internal static partial class Bank
{
    private static readonly Dictionary<string, int> balances = new() { ["Grace"] = 250 };

    [TractorContext]
    private static Task Withdraw(string account, int amount)
    {
        try
        {
            balances[account] -= amount;
            return Task.CompletedTask;
        }
        catch (KeyNotFoundException cause)
        {
            throw new InvalidOperationException($"No account of {account}", cause) { Data = { ["amount"] = amount } };
        }
    }

    [TractorContext]
    private static Task<int> Balance(string account) => Task.FromResult(balances[account]);
}
