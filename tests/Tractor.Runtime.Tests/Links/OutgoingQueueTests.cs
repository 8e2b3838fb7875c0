using System.Buffers.Binary;
using NUnit.Framework;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

[TestFixture]
internal sealed class OutgoingQueueTests
{
    private const int Room = 4096;
    private const int MostAnswers = 64 << 10;

    private readonly List<Exception> _failures = [];
    private GatedConnection _connection = null!;
    private OutgoingQueue _queue = null!;

    [TearDown]
    public async Task Dispose() => await _connection.DisposeAsync();

    [SetUp]
    public void Create()
    {
        _failures.Clear();
        _connection = new GatedConnection();
        _queue = new OutgoingQueue(_connection, new ActorLimits { MaxQueuedBytes = Room, MaxUnreadAnswerBytes = MostAnswers, ReadSpin = TimeSpan.Zero }) { Failed = _failures.Add };
    }

    [Test]
    public void A_lone_frame_leaves_at_once()
    {
        _connection.IsOpen = true;
        Append(1, 10);
        Assert.That(Sent(), Is.EqualTo(new ulong[] { 1 }));
        Assert.That(_queue.FlushAsync().IsCompletedSuccessfully);
    }

    [Test]
    public async Task What_comes_during_a_send_leaves_with_the_next()
    {
        Append(0, 10);
        TaskCompletionSource first = await _connection.NextAsync();
        for (ulong i = 1; i <= 50; i++)
        {
            Append(i, 10);
        }

        Task flush = _queue.FlushAsync();
        first.SetResult();
        TaskCompletionSource second = await _connection.NextAsync();
        Assert.That(flush.IsCompleted, Is.False);
        second.SetResult();
        await Soon.Ends(flush);
        Assert.That(_connection.Sends.Select(send => send.Count), Is.EqualTo(new[] { 1, 50 }));
        Assert.That(Sent(), Is.EqualTo(Enumerable.Range(0, 51).Select(i => (ulong)i)));
    }

    [Test]
    public async Task A_peer_that_does_not_read_its_answers_is_given_up()
    {
        Append(1, 10);
        TaskCompletionSource first = await _connection.NextAsync();
        int taken = 0;
        while (taken < 100_000 && _queue.TryAppend(FrameKind.Credit, 1, new byte[8]))
        {
            taken++;
        }

        Assert.That(taken, Is.EqualTo(MostAnswers / (FrameHeader.Size + 8)));
        Assert.That(_failures.Single().Message, Does.StartWith("it does not read").And.Contain("ActorLimits.MaxUnreadAnswerBytes"));
        Assert.That((_queue.IsCrowded, _queue.WaitForRoomAsync(default).AsTask().IsCompletedSuccessfully), Is.EqualTo((false, true)), "nobody waits for it any more");
        first.SetResult();
    }

    [Test]
    public async Task Answers_that_are_read_count_no_more()
    {
        _connection.IsOpen = true;
        for (int i = 0; i < 10_000; i++)
        {
            Assert.That(_queue.TryAppend(FrameKind.Error, 1, new byte[1000]), Is.True);
        }

        await Soon.Ends(_queue.FlushAsync());
        Assert.That(_failures, Is.Empty);
    }

    [Test]
    [Property("Row", "TPT-01")]
    public async Task Many_senders_lose_nothing_and_each_keeps_its_order()
    {
        const int Senders = 8;
        const int Frames = 3000;
        Task gates = Task.Run(OpenGates);
        Task[] senders = [.. Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (int i = 0; i < Frames; i++)
            {
                await _queue.WaitForRoomAsync(CancellationToken.None);
                byte[] payload = new byte[4 + (i % 50)];
                BinaryPrimitives.WriteInt32LittleEndian(payload, i);
                Assert.That(_queue.TryAppend(FrameKind.Item, (ulong)sender, payload));
            }
        }))];
        await Soon.Ends(Task.WhenAll(senders));
        await Soon.Ends(_queue.FlushAsync());
        TestFrame[] all = [.. _connection.Sends.SelectMany(send => send)];
        Assert.That(all, Has.Length.EqualTo(Senders * Frames));
        for (int sender = 0; sender < Senders; sender++)
        {
            int[] numbers = [.. all.Where(frame => frame.Dialog == (ulong)sender).Select(frame => BinaryPrimitives.ReadInt32LittleEndian(frame.Payload))];
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, Frames)), $"sender {sender}");
        }

        Assert.That(_connection.Sends, Has.Count.LessThan(Senders * Frames));
        _connection.IsOpen = true;
        GC.KeepAlive(gates);
    }

    [Test]
    public async Task Senders_wait_for_room_until_the_next_send_takes_what_waits()
    {
        Append(0, 10);
        TaskCompletionSource first = await _connection.NextAsync();
        Assert.That(_queue.WaitForRoomAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully, "what is being sent does not count");
        Append(1, Room);
        using CancellationTokenSource source = new();
        Task room = _queue.WaitForRoomAsync(CancellationToken.None).AsTask();
        Task impatient = _queue.WaitForRoomAsync(source.Token).AsTask();
        Assert.That((room.IsCompleted, impatient.IsCompleted), Is.EqualTo((false, false)));
        await source.CancelAsync();
        Assert.That(await Soon.Error(impatient), Is.InstanceOf<OperationCanceledException>());
        Assert.That(room.IsCompleted, Is.False);
        first.SetResult();
        await Soon.Ends(room);
    }

    [Test]
    public async Task A_failed_send_releases_all_who_wait_and_is_told_once()
    {
        Append(0, 10);
        TaskCompletionSource first = await _connection.NextAsync();
        Append(1, Room);
        Task room = _queue.WaitForRoomAsync(CancellationToken.None).AsTask();
        Task flush = _queue.FlushAsync();
        IOException error = new("gone");
        first.SetException(error);
        await Soon.Ends(Task.WhenAll(room, flush));
        Assert.That(TryAppend(2, 1), Is.False);
        _queue.Close(new IOException("again"));
        Assert.That(_failures, Is.EqualTo(new[] { error }));
        Assert.That(_queue.FlushAsync().IsCompleted && _queue.WaitForRoomAsync(CancellationToken.None).AsTask().IsCompleted);
        Assert.That(Sent(), Is.EqualTo(new ulong[] { 0 }));
    }

    [Test]
    public void A_send_that_throws_at_once_is_a_failure_too()
    {
        IOException error = new("gone");
        _connection.ThrowAtOnce = error;
        Assert.That(TryAppend(0, 1), Is.True, "taken, then lost with the connection");
        Assert.That(_failures, Is.EqualTo(new[] { error }));
        Assert.That((TryAppend(1, 1), _queue.FlushAsync().IsCompleted), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task Nothing_is_sent_after_the_close()
    {
        Append(0, 10);
        TaskCompletionSource first = await _connection.NextAsync();
        Append(1, 10);
        Task flush = _queue.FlushAsync();
        _queue.Close(new IOException("closed"));
        await Soon.Ends(flush);
        Assert.That(TryAppend(2, 10), Is.False);
        first.SetResult();
        _connection.IsOpen = true;
        Assert.That(TryAppend(3, 10), Is.False);
        Assert.That(Sent(), Is.EqualTo(new ulong[] { 0 }));
        Assert.That(_failures, Is.Empty, "a close is no failure");
    }

    [Test]
    public async Task One_sender_is_not_kept_to_send_for_all_others()
    {
        // The first sender's own thread may do some sends; with the gates open all frames leave all the same.
        _connection.IsOpen = true;
        await Soon.Ends(Task.WhenAll(Enumerable.Range(0, 4).Select(sender => Task.Run(() =>
        {
            for (int i = 0; i < 1000; i++)
            {
                Append((ulong)sender, 100);
            }
        }))));
        await Soon.Ends(_queue.FlushAsync());
        Assert.That(Sent(), Has.Length.EqualTo(4000));
    }

    private async Task OpenGates()
    {
        while (!_connection.IsOpen)
        {
            TaskCompletionSource gate = await _connection.NextAsync();
            await Task.Yield();
            gate.SetResult();
        }
    }

    private void Append(ulong dialog, int size) => Assert.That(TryAppend(dialog, size), Is.True);

    private bool TryAppend(ulong dialog, int size) =>
        _queue.TryAppend(FrameKind.Item, dialog, new byte[size]);

    private ulong[] Sent() => [.. _connection.Sends.SelectMany(send => send).Select(frame => frame.Dialog)];
}
