using NUnit.Framework;
using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Large messages leave in parts, between which other dialogs' frames pass and of one dialog nothing does.</summary>
[TestFixture]
internal sealed class PartsOutTests
{
    private const int Parts = 8;
    private const int Large = Parts * FrameLimits.PartBytes;

    private GatedConnection _connection = null!;
    private OutgoingQueue _queue = null!;

    [SetUp]
    public void Create()
    {
        _connection = new GatedConnection();
        _queue = new OutgoingQueue(_connection, new ActorLimits { MaxQueuedBytes = 1 << 20, ReadSpin = TimeSpan.Zero });
    }

    [TearDown]
    public async Task Dispose() => await _connection.DisposeAsync();

    [Test]
    public async Task A_small_frame_waits_for_one_part_of_a_large_message()
    {
        AppendLarge(1);
        for (int i = 0; i < 4; i++)
        {
            // Header and part go one after the other over this connection.
            await LetOneGoAsync();
        }

        TaskCompletionSource third = await _connection.NextAsync();
        Append(FrameKind.Item, 3);
        third.SetResult();
        await FinishAsync();
        List<string> sent = Sent();
        Assert.That(sent.IndexOf("Item 3 10"), Is.EqualTo(3), string.Join(", ", sent));
        Assert.That(sent.Count(static frame => frame.StartsWith("Item 1 ", StringComparison.Ordinal)), Is.EqualTo(Parts));
        Assert.That(Frames().Where(static frame => frame.Dialog == 1).SelectMany(static frame => frame.Payload), Is.EqualTo(Content(1)));
    }

    [Test]
    public async Task Large_messages_of_several_dialogs_take_turns()
    {
        for (ulong dialog = 1; dialog <= 3; dialog++)
        {
            AppendLarge(dialog);
        }

        await FinishAsync();
        ulong[] order = [.. Frames().Select(static frame => frame.Dialog)];
        Assert.That(order.Skip(1).SkipLast(1).Chunk(3).Take(Parts - 1).Select(static turn => turn.Distinct().Count()), Is.All.EqualTo(3), string.Join(' ', order));
        for (ulong dialog = 1; dialog <= 3; dialog++)
        {
            Assert.That(Frames().Where(frame => frame.Dialog == dialog).SelectMany(static frame => frame.Payload), Is.EqualTo(Content(dialog)));
        }
    }

    [Test]
    public async Task No_more_are_begun_at_a_time_than_a_peer_takes()
    {
        const int Dialogs = FrameLimits.Unfinished + 4;
        for (ulong dialog = 1; dialog <= Dialogs; dialog++)
        {
            AppendLarge(dialog);
        }

        await FinishAsync();
        HashSet<ulong> begun = [];
        Dictionary<ulong, int> parts = [];
        foreach (TestFrame frame in Frames())
        {
            begun.Add(frame.Dialog);
            if ((parts[frame.Dialog] = parts.GetValueOrDefault(frame.Dialog) + 1) == Parts)
            {
                begun.Remove(frame.Dialog);
            }

            Assert.That(begun, Has.Count.LessThanOrEqualTo(FrameLimits.Unfinished));
        }

        Assert.That(parts, Has.Count.EqualTo(Dialogs).And.All.Matches<KeyValuePair<ulong, int>>(static pair => pair.Value == Parts));
    }

    [Test]
    public async Task What_a_dialog_sends_behind_a_large_message_stays_behind_it()
    {
        AppendLarge(1);
        Append(FrameKind.Item, 1);
        lock (_queue.Gate)
        {
            Assert.That(_queue.AppendItem(1, 7L, sizeof(long), 1 << 20), Is.False, "others send");
        }

        AppendLarge(1);
        Append(FrameKind.Stop, 1);
        Append(FrameKind.Result, 1);
        await FinishAsync();
        string large = $"Item 1 {FrameLimits.PartBytes}";
        string[] expected = [.. Enumerable.Repeat(large, Parts), "Item 1 10", "Item 1 8", .. Enumerable.Repeat(large, Parts), "Stop 1 10", "Result 1 10"];
        Assert.That(Sent(), Is.EqualTo(expected));
    }

    [TestCase(FrameKind.Cancel)]
    [TestCase(FrameKind.Credit)]
    [TestCase(FrameKind.Overrun)]
    public async Task Control_frames_pass_items_but_not_the_start(object kind)
    {
        AppendLarge(1);
        AppendLarge(3, FrameKind.Start);
        Append((FrameKind)kind, 1);
        Append((FrameKind)kind, 3);
        await FinishAsync();
        List<string> sent = Sent();
        Assert.That(sent.IndexOf($"{kind} 1 10"), Is.EqualTo(1), string.Join(", ", sent));
        Assert.That(sent.IndexOf($"{kind} 3 10"), Is.GreaterThan(sent.LastIndexOf($"Start 3 {FrameLimits.PartBytes}")));
    }

    [Test]
    public async Task What_is_given_up_before_it_was_begun_is_never_sent()
    {
        Append(FrameKind.Item, 9);
        AppendLarge(1);
        Append(FrameKind.Stop, 1);
        _queue.GiveUp(1);
        await FinishAsync();
        Assert.That(Sent(), Is.EqualTo(new[] { "Item 9 10" }));
        Assert.That(_queue.IsCrowded, Is.False);
    }

    [Test]
    public async Task The_peer_is_told_when_a_message_is_given_up_that_was_begun([Values] bool byError)
    {
        AppendLarge(1);
        await LetOneGoAsync();
        if (byError)
        {
            Append(FrameKind.Error, 1);
        }
        else
        {
            _queue.GiveUp(1);
        }

        AppendLarge(3);
        await FinishAsync();
        List<string> sent = Sent();
        int end = sent.IndexOf("Item 1 0");
        Assert.That(sent.Take(end), Is.All.EqualTo($"Item 1 {FrameLimits.PartBytes}"));
        Assert.That(sent[end + 1], Is.EqualTo(byError ? "Error 1 10" : $"Item 3 {FrameLimits.PartBytes}"));
        Assert.That(sent.Count(static frame => frame.StartsWith("Item 3", StringComparison.Ordinal)), Is.EqualTo(Parts));
    }

    [Test]
    public async Task A_large_message_makes_senders_wait_until_it_has_left()
    {
        AppendLarge(1);
        AppendLarge(3);
        Task room = _queue.WaitForRoomAsync(CancellationToken.None).AsTask();
        Assert.That((_queue.IsCrowded, room.IsCompleted), Is.EqualTo((true, false)));
        await FinishAsync();
        await Soon.Ends(room);
        Assert.That(_queue.IsCrowded, Is.False);
    }

    [Test]
    public async Task A_failure_drops_what_is_left_and_releases_who_waits()
    {
        AppendLarge(1);
        AppendLarge(3);
        Append(FrameKind.Stop, 3);
        Task room = _queue.WaitForRoomAsync(CancellationToken.None).AsTask();
        TaskCompletionSource first = await _connection.NextAsync();
        _queue.Close(new IOException("cut"));
        await Soon.Ends(room);
        first.SetException(new IOException("cut"));
        Assert.That(_queue.TryAppend(FrameKind.Item, 5, [1]), Is.False);
        Assert.That(_connection.SentBytes, Has.Length.EqualTo(FrameHeader.Size));
    }

    private static byte[] Content(ulong dialog) => TestFrames.Of(dialog, Large).Payload;

    private void AppendLarge(ulong dialog, FrameKind kind = FrameKind.Item)
    {
        using MessageBuilder builder = new();
        Content(dialog).CopyTo(builder.GetSpan(Large));
        builder.Advance(Large);
        Assert.That(_queue.TryAppend(kind, dialog, builder), Is.True);
    }

    private void Append(FrameKind kind, ulong dialog) => Assert.That(_queue.TryAppend(kind, dialog, new byte[10]), Is.True);

    private async Task LetOneGoAsync() => (await _connection.NextAsync()).SetResult();

    private async Task FinishAsync()
    {
        Task flush = _queue.FlushAsync();
        while (!flush.IsCompleted)
        {
            _connection.ReleaseAll();
            await Task.Yield();
        }
    }

    private List<TestFrame> Frames() => TestFrames.Parse(_connection.SentBytes);

    private List<string> Sent() => [.. Frames().Select(static frame => $"{frame.Kind} {frame.Dialog} {frame.Payload.Length}")];
}
