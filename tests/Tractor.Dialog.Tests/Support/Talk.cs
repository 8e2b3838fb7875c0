namespace Tractor.DialogTests;

/// <summary>Dialogs of every kind of end.</summary>
internal static partial class Talk
{
    [TractorContext]
    private static async Task<int> Greet(Context<string> context, string greeting)
    {
        await context.StartedAsync(greeting.ToUpperInvariant());
        return greeting.Length;
    }

    [TractorContext]
    private static async Task Plain(Context context) => await context.StartedAsync();

    [TractorContext]
    private static async Task<string?> GreetNull(Context<string?> context)
    {
        await context.StartedAsync(null);
        return null;
    }

    /// <summary>Waits for its cancellation, and notes under <paramref name="key"/> what it saw of it.</summary>
    [TractorContext]
    private static async Task<int> Park(Context<int> context, string key)
    {
        await context.StartedAsync(1);
        return await ParkAsync(context, key);
    }

    [TractorContext]
    private static Task<int> ParkBeforeStart(Context<int> context, string key)
    {
        Notes.Set(key + ".running");
        return ParkAsync(context, key);
    }

    /// <summary>Starts with 4 as soon as the note <paramref name="key"/> is there, and returns 5.</summary>
    [TractorContext]
    private static async Task<int> StartLater(Context<int> context, string key)
    {
        Notes.Set(key + ".running");
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        await context.StartedAsync(4);
        return 5;
    }

    /// <summary>Returns 5 as soon as the note <paramref name="key"/> is there.</summary>
    [TractorContext]
    private static async Task<int> ReturnLater(Context<int> context, string key)
    {
        await context.StartedAsync(1);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        return 5;
    }

    /// <summary>Fails as soon as the note <paramref name="key"/> is there.</summary>
    [TractorContext]
    private static async Task<int> FailLater(Context<int> context, string key, string message)
    {
        await context.StartedAsync(1);
        await Notes.WaitAsync(key).WaitAsync(context.CancellationToken);
        throw new ArithmeticException(message);
    }

    [TractorContext]
    private static Task<int> FailBeforeStart(Context<int> context, string message) => throw new ArithmeticException(message);

    [TractorContext]
    private static async Task<int> SwallowCancel(Context<int> context)
    {
        await context.StartedAsync(1);
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 7;
    }

    [TractorContext]
    private static async Task<int> FailInCleanup(Context<int> context, bool start, string key)
    {
        if (start)
        {
            await context.StartedAsync(1);
        }

        Notes.Set(key + ".running");
        await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        throw new ArithmeticException("cleanup");
    }

    [TractorContext]
    private static async Task<int> CancelItself(Context<int> context, bool start)
    {
        if (start)
        {
            await context.StartedAsync(1);
        }

        await context.CancelAsync();
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return 0;
    }

    [TractorContext]
    private static Task<int> NeverStart(Context<int> context) => Task.FromResult(3);

    [TractorContext]
    private static async Task<int> StartTwice(Context<int> context)
    {
        await context.StartedAsync(1);
        await context.StartedAsync(2);
        return 0;
    }

    /// <summary>Ignores its cancellation until the note <paramref name="key"/> is there.</summary>
    [TractorContext]
    private static async Task<int> Stuck(Context<int> context, string key, bool start)
    {
        if (start)
        {
            await context.StartedAsync(1);
        }

        Notes.Set(key + ".running");
        await Notes.WaitAsync(key);
        return 0;
    }

    /// <summary>Throws a cancellation although nobody asked for one.</summary>
    [TractorContext]
    private static async Task<int> TimeOutAlone(Context<int> context)
    {
        await context.StartedAsync(1);
        throw new TaskCanceledException("an HTTP timeout, say");
    }

    /// <summary>Says whether what is current in the endpoint is its own context.</summary>
    [TractorContext]
    private static async Task<bool> SeeCurrent(Context<ulong> context)
    {
        await context.StartedAsync(CurrentActor.Context?.DialogId ?? 0);
        await Task.Yield();
        return CurrentActor.Context is { } current && current.DialogId == context.DialogId && current.Endpoint == context.Endpoint;
    }

    [TractorContext]
    private static Task<bool> SeesContext() => Task.FromResult(CurrentActor.Context is not null || CurrentActor.Dialog is not null);

    /// <summary>A call that waits for its cancellation.</summary>
    [TractorContext]
    private static async Task<int> ParkCall(string key, CancellationToken cancellationToken)
    {
        Notes.Set(key + ".running");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }
        finally
        {
            Notes.Set(key, "ended");
        }
    }

    private static async Task<int> ParkAsync(EndpointContext context, string key)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return 0;
        }
        finally
        {
            Notes.Set(key, SeenCancel.Of(context.Cancellation!).ToText());
        }
    }
}
