using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Tractor.ProcessTests.Teardown;

/// <summary>Actors that tell in which order things happen while they are cancelled.</summary>
internal static partial class Orders
{
    /// <summary>Keeps every processor busy until it is cancelled, looking at its token all the time.</summary>
    [TractorContext]
    private static async Task<int> Busy(Context<int> context)
    {
        Task[] work = [.. Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                context.CancellationToken.ThrowIfCancellationRequested();
                Thread.SpinWait(1000);
                await Task.Yield();
            }
        }))];
        await context.StartedAsync(work.Length);
        await Task.WhenAll(work);
        return 0;
    }

    /// <summary>Appends to a file when it has cleaned up, and again when its actor ends: what of the actor is still there.</summary>
    [TractorContext]
    private static async Task<int> Tidy(Context<ActorAddress> context, string file)
    {
        ActorAddress address = CurrentActor.Address;
        CurrentActor.OnExit(new Remains(file, address.Endpoint));
        await context.StartedAsync(address);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await Task.Delay(100, CancellationToken.None);
            await File.AppendAllTextAsync(file, "task;", CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Cleans up, once it is cancelled, until SIGTERM has come.</summary>
    [TractorContext]
    private static async Task CleanUpUntilSignal(Context<Nothing> context, string file)
    {
        CurrentActor.OnExit(new FileNote(file, "ended;"));
        TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => came.TrySetResult());
        await context.StartedAsync(default);
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            await File.AppendAllTextAsync(file, "begun;", CancellationToken.None);
            await came.Task;
            await File.AppendAllTextAsync(file, "clean;", CancellationToken.None);
        }
    }

    [TractorContext]
    private static async Task<bool> CancelOther(ActorAddress address) =>
        await (await CurrentActor.ConnectAsync(address)).CancelActorAsync(Soon.Bound);

    /// <summary>Notes, when the process ends, what was thrown in it from now on.</summary>
    [TractorContext]
    private static ValueTask NoteThrown(string file)
    {
        ConcurrentQueue<string> thrown = new();
        AppDomain.CurrentDomain.FirstChanceException += (_, happened) => thrown.Enqueue(happened.Exception.ToString());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(file, $"thrown: [{string.Join(", ", thrown)}]");
        return default;
    }

    [TractorContext]
    private static Task<int> Double(int number) => Task.FromResult(number * 2);

    private sealed class Remains(string file, string socket) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            string listens = File.Exists(socket) ? "listens" : "deaf";
            int answer = 0;
            await CancelScope.RunAsync(async _ => answer = await CurrentActor.Parent!.DoubleAsync(21), shield: true);
            await File.AppendAllTextAsync(file, $"exit {listens} {answer};");
        }
    }
}
