namespace Tractor.DialogTests;

/// <summary>Endpoints whose payloads break.</summary>
internal static partial class Brittles
{
    [TractorContext]
    private static Task<int> Take(Brittle value) => Task.FromResult((int)value.On);

    [TractorContext]
    private static Task<Brittle> Give(BreaksOn on) => Task.FromResult(new Brittle { On = on });

    [TractorContext]
    private static async Task<Brittle> Both(Context<Brittle> context, BreaksOn first, BreaksOn result)
    {
        await context.StartedAsync(new Brittle { On = first });
        return new Brittle { On = result };
    }

    [TractorContext]
    private static Task<string> Fill(int length) => Task.FromResult(new string('x', length));

    [TractorContext]
    private static Task<int> Measure(string text) => Task.FromResult(text.Length);

    [TractorContext]
    private static async Task<int> FillFirst(Context<string> context, int length)
    {
        await context.StartedAsync(new string('x', length));
        return 0;
    }

    /// <summary>Hands over a value that cannot travel while it is being cancelled (CTX-18).</summary>
    [TractorContext]
    private static async Task<int> BreakInCleanup(Context<Brittle> context, string key)
    {
        try
        {
            Notes.Set(key);
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await context.StartedAsync(new Brittle { On = BreaksOn.Writing });
        }

        return 0;
    }

    /// <summary>The same with a dialog of its own open, which it cancels there.</summary>
    [TractorContext]
    private static async Task<int> BreakAmongOthers(Context<Brittle> context, ActorAddress address, string key)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        await using var parked = await other.OpenParkAsync(key);
        try
        {
            Notes.Set(key);
            await Notes.WaitAsync(key + ".go").WaitAsync(context.CancellationToken);
            await context.CancelAsync();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await parked.CancelAsync();
            await context.StartedAsync(new Brittle { On = BreaksOn.Writing });
        }

        return 0;
    }

    /// <summary>Hands over a value that cannot be read, and waits for its cancellation (MSG-03).</summary>
    [TractorContext]
    private static async Task<int> StartUnreadable(Context<Brittle> context, string key)
    {
        await context.StartedAsync(new Brittle { On = BreaksOn.Reading });
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            Notes.Set(key, SeenCancel.Of(context.Cancellation!).ToText());
        }

        return 0;
    }

    /// <summary>Sends an item that cannot be read, and receives until the stream ends (MSG-04).</summary>
    [TractorContext]
    private static async Task<Brittle> Exchange(Context<Brittle, Brittle, Brittle> context, BreaksOn on, string key)
    {
        await context.StartedAsync(new Brittle());
        MsgStream<Brittle, Brittle> stream = context.OpenStream();
        try
        {
            await stream.SendAsync(new Brittle { On = on });
            Notes.Set(key + ".sent");
            while (true)
            {
                await stream.ReceiveAsync();
            }
        }
        finally
        {
            Notes.Set(key, context.Cancellation is { } seen ? SeenCancel.Of(seen).ToText() : "");
        }
    }

    [TractorContext]
    private static Task<Tempered> Temper(Tempered value) => Task.FromResult(value);

    [TractorContext]
    private static Task<long> Mix(int first, long second, Guid third) => Task.FromResult(first + second + third.Version);
}
