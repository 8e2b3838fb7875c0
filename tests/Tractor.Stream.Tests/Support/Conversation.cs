using System.Globalization;
using System.Runtime.CompilerServices;

namespace Tractor.StreamTests;

/// <summary>
/// One conversation with an actor that serves <see cref="Sweeps"/>: every kind of dialog once, and of each kind one that is
/// under way from the beginning to the end.
/// </summary>
internal sealed class Conversation(Portal portal, int talk, Func<bool> isCut)
{
    private const int Large = 300_000;
    private const int FewItems = 5;

    private readonly byte[] _large = new byte[Large];
    private readonly List<string> _wrong = [];
    private Exception? _failed;
    private int _next;

    /// <summary>What did not end as it had to.</summary>
    public IReadOnlyList<string> Wrong => _wrong;

    /// <summary>Whether the connection was cut while all of it was under way, before anything was left.</summary>
    public bool WasCutShort { get; private set; }

    public async Task TalkAsync()
    {
        using CancellationTokenSource leaving = new();
        await using var bounce = await portal.OpenBounceAsync(talk);
        await using var stuff = await portal.OpenStuffAsync(talk);
        await using var listen = await portal.OpenListenAsync(talk);
        MsgStream<byte[], byte[]> stream = bounce.OpenStream();
        IAsyncEnumerator<int> numbers = portal.ForeverAsync(talk).GetAsyncEnumerator(CancellationToken.None);
        Dictionary<string, Task> underWay = new()
        {
            ["the call that is held"] = portal.HoldAsync(talk, leaving.Token),
            ["the sender that nobody reads"] = SendForeverAsync(stuff.OpenStream()),
            ["the reader that nobody sends to"] = listen.OpenStream().ReceiveAsync().AsTask(),
            ["the result of that sender's dialog"] = stuff.ResultAsync(),
            ["the result of that reader's dialog"] = listen.ResultAsync(),
        };
        await StepsAsync(stream, bounce, numbers);
        WasCutShort = isCut();
        if (WasCutShort)
        {
            await portal.Link.Lost.WithinAsync();
            underWay["the stream that does not end"] = ReadForeverAsync(numbers);
        }
        else
        {
            NoteIf(_failed is not null, $"{_failed}, though nothing was cut");
            NoteIf(underWay.Values.Any(static task => task.IsCompleted) && !isCut(), "something ended before it was left");
            await StepAsync("leave the stream", async () => await numbers.DisposeAsync());
            await StepAsync("cancel the sender", stuff.CancelAsync);
            await StepAsync("cancel the reader", listen.CancelAsync);
            await leaving.CancelAsync();
        }

        foreach ((string what, Task task) in underWay)
        {
            Exception? error = await Soon.ErrorOfAsync(task.WithinAsync);
            NoteIf(!IsRight(error), $"{what} ended with {error?.ToString() ?? "nothing, as if it were complete"}");
        }

        await numbers.DisposeAsync();
    }

    // Who left is told so, where no cut came in between.
    private bool IsRight(Exception? error) => error switch
    {
        PeerLostException => isCut(),
        OperationCanceledException => !WasCutShort,
        ContextCancelledException { Reason: CancelReason.Explicit } own => !WasCutShort && own.Canceller == CurrentActor.Id,
        _ => false,
    };

    private async Task StepsAsync(MsgStream<byte[], byte[]> stream, RemoteContext<string, byte[], byte[], int> bounce, IAsyncEnumerator<int> numbers)
    {
        await StepAsync("a call", async () => Must(await portal.PlusAsync(talk, 1, 2) == 3));
        await StepAsync("a stream", () => ReadAsync(numbers, 3));
        await StepAsync("an item", () => ThereAndBackAsync(stream, [1, 2, 3]));
        await StepAsync("a large call", TurnAsync);
        await StepAsync("a call that fails", BreakAsync);
        await StepAsync("a dialog that is cancelled", ParkAsync);
        await StepAsync("a stream that ends", ReadFewAsync);
        await StepAsync("much at once", () => AllAsync(TurnAsync(), ReadAsync(numbers, 5), ThereAndBackAsync(stream, _large)));
        await StepAsync("the end of items", async () => await stream.DisposeAsync(), mayAlwaysEnd: true);
        await StepAsync("a result", async () => Must(await bounce.ResultAsync() == 2));
    }

    // A step is whole, or ends with the loss of the peer; and none is whole behind one that was not.
    private async Task StepAsync(string what, Func<Task> step, bool mayAlwaysEnd = false)
    {
        Exception? error = await Soon.ErrorOfAsync(() => step().WithinAsync());
        NoteIf(error is not null and not PeerLostException, $"{what}: {error}");
        NoteIf(error is PeerLostException && !isCut(), $"{what}: {error}, though nothing was cut");
        NoteIf(error is null && _failed is not null && !mayAlwaysEnd, $"{what} was well after {_failed}");
        _failed ??= error;
    }

    // An await tells of one error alone.
    private async Task AllAsync(params Task[] tasks)
    {
        foreach (Task task in tasks)
        {
            Exception? error = await Soon.ErrorOfAsync(task.WithinAsync);
            NoteIf(error is not null and not PeerLostException, $"of much at once: {error}");
        }

        await Task.WhenAll(tasks);
    }

    private async Task TurnAsync()
    {
        _large[0] = 1;
        byte[] turned = await portal.TurnAsync(talk, _large);
        Must(turned.Length == Large && turned[^1] == 1);
    }

    private async Task ReadFewAsync()
    {
        int next = 0;
        await foreach (int item in portal.FewAsync(talk, FewItems))
        {
            Must(item == next++);
        }

        Must(next == FewItems);
    }

    private async Task ReadAsync(IAsyncEnumerator<int> numbers, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Must(await numbers.MoveNextAsync() && numbers.Current == _next++);
        }
    }

    // Gives back when it ends, which it must not.
    private async Task ReadForeverAsync(IAsyncEnumerator<int> numbers)
    {
        while (await numbers.MoveNextAsync())
        {
            Must(numbers.Current == _next++);
        }
    }

    private static async Task SendForeverAsync(MsgStream<int, int> stream)
    {
        for (int i = 0; ; i++)
        {
            await stream.SendAsync(i);
        }
    }

    private static async Task ThereAndBackAsync(MsgStream<byte[], byte[]> stream, byte[] item)
    {
        await stream.SendAsync(item);
        byte[] back = await stream.ReceiveAsync();
        Must(back.AsSpan().SequenceEqual(item));
    }

    private async Task BreakAsync()
    {
        RemoteActorException? thrown = null;
        try
        {
            await portal.BreakAsync(talk);
        }
        catch (RemoteActorException error)
        {
            thrown = error;
        }

        Must(thrown?.Is<InvalidOperationException>() == true);
    }

    private async Task ParkAsync()
    {
        await using var parked = await portal.OpenParkAsync(talk);
        await parked.CancelAsync();
        Outcome<int> outcome = await parked.WaitAsync();
        if (outcome is { IsCancelled: false, Error: { } error })
        {
            throw error;
        }

        Must(outcome.IsCancelled);
    }

    private static void Must(bool isRight, [CallerArgumentExpression(nameof(isRight))] string what = "")
    {
        if (!isRight)
        {
            throw new InvalidOperationException($"it is not so that {what}");
        }
    }

    private void NoteIf(bool isWrong, string what)
    {
        if (isWrong)
        {
            _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"conversation {talk}: {what}"));
        }
    }
}
