using Microsoft.Extensions.Logging;

namespace Tractor.DialogTests;

/// <summary>What a nursery logs of its end.</summary>
public abstract class NurseryLogTests(TreeKind kind) : DialogFixture(kind)
{
    [Test, Property("Row", "NUR-20")]
    public async Task ACancelledNurseryTellsForWhomItWaits()
    {
        using Journal log = new();
        List<ActorId> children = [];
        await RunAsync(
            async nursery =>
            {
                children.Add((await StartAsync(nursery, "first")).Actor);
                children.Add((await StartAsync(nursery, "second")).Actor);
            },
            Options() with { LoggerFactory = log });
        string told = log.At(LogLevel.Information).Single(text => text.Contains("it waits for", StringComparison.Ordinal));
        Assert.That(told, Does.StartWith("A nursery is cancelled, ").And.Contain(children[0].ToString()).And.Contain(children[1].ToString()));
    }
}
