using System.Buffers;
using System.Buffers.Binary;
using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>What comes in parts is put together within bounds, and no order of frames that a correct peer does not send is taken.</summary>
[TestFixture]
internal sealed class PartsInTests
{
    private const int Limit = 100_000;

    private DialogTable _dialogs = null!;
    private UnfinishedMessages _messages = null!;

    [SetUp]
    public void Create()
    {
        _dialogs = new DialogTable(isConnector: true);
        _messages = new UnfinishedMessages(Soon.Actor("peer"), _dialogs, Limit);
    }

    [Test]
    public void Parts_of_several_dialogs_are_put_together_whatever_their_order()
    {
        ulong one = Open(), other = Open();
        Assert.That(Take(one, FrameFlags.More, [1, 2]), Is.Null);
        Assert.That(Take(other, FrameFlags.More, [9]), Is.Null);
        Assert.That(Take(one, FrameFlags.More, [3]), Is.Null);
        Assert.That(Take(other, FrameFlags.None, [8]), Is.EqualTo(new byte[] { 9, 8 }));
        Assert.That(Take(one, FrameFlags.None, []), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(_messages.IsEmpty, Is.True);
    }

    [Test]
    public void The_window_is_that_of_the_first_part()
    {
        Assert.That(_messages.TryTake(new FrameHeader(1, FrameKind.Start, FrameFlags.More, 2, 64), [1], out _), Is.True);
        Assert.That(_messages.TryTake(new FrameHeader(1, FrameKind.Start, FrameFlags.None, 2), [2], out LargeMessage? complete), Is.True);
        Assert.That(complete!.First, Is.EqualTo(new FrameHeader(1, FrameKind.Start, FrameFlags.None, 2, 64)));
    }

    [Test]
    public void A_frame_without_flags_is_a_message_of_its_own()
    {
        ulong one = Open(), other = Open();
        Take(one, FrameFlags.More, [1]);
        Assert.That(_messages.TryTake(new FrameHeader(1, FrameKind.Item, FrameFlags.None, other), [1], out _), Is.False);
        foreach (FrameKind kind in new[] { FrameKind.Cancel, FrameKind.Credit, FrameKind.Overrun })
        {
            Assert.That(_messages.TryTake(new FrameHeader(1, kind, FrameFlags.None, one), [1], out _), Is.False, $"{kind} passes");
        }

        // The number of a request, not of a dialog.
        Assert.That(_messages.TryTake(new FrameHeader(1, FrameKind.CancelActor, FrameFlags.None, one), [1], out _), Is.False);
    }

    [TestCase(FrameKind.Stop)]
    [TestCase(FrameKind.Result)]
    [TestCase(FrameKind.Error)]
    [TestCase(FrameKind.Started)]
    public void No_other_frame_of_the_dialog_comes_before_the_end(object kind)
    {
        ulong one = Open();
        Take(one, FrameFlags.More, [1]);
        ProtocolException error = Assert.Throws<ProtocolException>(() => _messages.TryTake(new FrameHeader(0, (FrameKind)kind, FrameFlags.None, one), [], out _))!;
        Assert.That(error.Message, Does.Contain($"a {kind} frame came before the end of the dialog's Item message"));
    }

    [TestCase(FrameKind.Item, (byte)FrameFlags.Void)]
    [TestCase(FrameKind.Item, (byte)3)]
    [TestCase(FrameKind.Item, (byte)128)]
    [TestCase(FrameKind.Credit, (byte)FrameFlags.More)]
    [TestCase(FrameKind.Stop, (byte)FrameFlags.More)]
    [TestCase(FrameKind.Cancel, (byte)FrameFlags.Void)]
    [TestCase(FrameKind.CancelActor, (byte)FrameFlags.More)]
    public void Flags_that_no_correct_peer_sets_break_the_protocol(object kind, byte flags)
    {
        ulong one = Open();
        Assert.Throws<ProtocolException>(() => _messages.TryTake(new FrameHeader(0, (FrameKind)kind, (FrameFlags)flags, one), [], out _));
    }

    [Test]
    public void A_message_that_is_given_up_counts_for_nothing()
    {
        ulong one = Open();
        Take(one, FrameFlags.More, [1]);
        Assert.That(Take(one, FrameFlags.Void, []), Is.Null);
        Take(one, FrameFlags.More, [2]);
        Assert.That(Take(one, FrameFlags.None, [3]), Is.EqualTo(new byte[] { 2, 3 }));
    }

    [Test]
    public void Parts_of_a_dialog_that_is_over_are_dropped()
    {
        ulong one = Open();
        Take(one, FrameFlags.More, [1]);
        _dialogs.Remove(_dialogs.Find(one)!);
        Assert.That(Take(one, FrameFlags.More, [2]), Is.Null);
        Assert.That(_messages.IsEmpty, Is.True, "its memory is given back with the first part that comes");
        Assert.That(Take(one, FrameFlags.More, [3]), Is.Null);
        Assert.That(Take(one, FrameFlags.Void, []), Is.Null);
        Assert.That(_messages.TryTake(new FrameHeader(1, FrameKind.Item, FrameFlags.None, one), [4], out _), Is.False, "the last is dropped like any late frame");
    }

    [Test]
    public void A_peer_may_not_begin_more_and_more_messages()
    {
        for (int i = 0; i < FrameLimits.Unfinished; i++)
        {
            Take(Open(), FrameFlags.More, [1]);
        }

        Assert.Throws<ProtocolException>(() => Take(Open(), FrameFlags.More, [1]));
    }

    [Test]
    public void Of_a_message_that_is_too_large_the_beginning_is_kept_and_its_size()
    {
        ulong one = Open();
        byte[] part = new byte[Limit / 3];
        part[0] = 42;
        for (int i = 0; i < 5; i++)
        {
            Assert.That(_messages.TryTake(new FrameHeader(part.Length, FrameKind.Item, FrameFlags.More, one), part, out _), Is.True);
        }

        _messages.TryTake(new FrameHeader(0, FrameKind.Item, FrameFlags.None, one), [], out LargeMessage? complete);
        Payload payload = new(complete!);
        Assert.That(payload.Excess, Is.EqualTo(new SizeExcess(5 * (Limit / 3), Limit)));
        Assert.That((payload.Length, payload.Bytes[0], payload.Bytes.Length), Is.EqualTo((5 * (Limit / 3), (byte)42, 64)));
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(10)]
    public void A_block_is_received_into_an_array_of_its_size(int parts)
    {
        ulong one = Open(BlockForm.Array);
        byte[] message = Block(90_000);
        Payload payload = new(InParts(one, message, parts)!);
        Assert.That(payload.TakeBlock()!.Value.Bytes, Is.EqualTo(message[Blocks.PrefixBytes..]));
        Assert.That(payload.Length, Is.EqualTo(message.Length));
        Assert.That(payload.TakeBlock(), Is.Null, "it has one owner");
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(10)]
    public void A_block_is_received_into_pooled_memory_that_it_keeps_when_it_is_taken(int parts)
    {
        byte[] message = Block(90_000);
        LargeMessage large = InParts(Open(BlockForm.Pooled), message, parts)!;
        using PooledBytes taken = (PooledBytes)Blocks.From<IMemoryOwner<byte>>(large.TakeBlock()!.Value);
        _messages.Recycle(large);
        LargeMessage other = InParts(Open(BlockForm.Pooled), new byte[90_000], parts)!;
        Assert.That(taken.Memory.ToArray(), Is.EqualTo(message[Blocks.PrefixBytes..]));
        _messages.Recycle(other);
    }

    [Test]
    public void Pooled_memory_goes_back_when_nobody_takes_the_block()
    {
        // The pool gives a thread the array of a size that it gave back last.
        const int size = 300_000;
        _messages = new UnfinishedMessages(Soon.Actor("peer"), _dialogs, size);
        byte[] whole = Block(size);
        LargeMessage large = InParts(Open(BlockForm.Pooled), whole, 1)!;
        ReceivedBlock block = large.TakeBlock()!.Value;
        block.Release();
        Assert.That(block.IsPooled, Is.True);
        _messages.Recycle(large);
        LargeMessage again = InParts(Open(BlockForm.Pooled), whole, 1)!;
        _messages.Recycle(again);
        byte[] rented = ArrayPool<byte>.Shared.Rent(size);
        Assert.That(rented, Is.SameAs(block.Bytes));
    }

    [TestCase(80_000, Description = "It announces less than comes.")]
    [TestCase(95_000, Description = "It announces more than comes.")]
    [TestCase(-1)]
    [TestCase(int.MaxValue)]
    [TestCase(int.MinValue)]
    public void What_is_no_block_after_all_is_a_message_like_any_other(int announced)
    {
        foreach (BlockForm form in new[] { BlockForm.Array, BlockForm.Pooled })
        {
            Is_a_message_like_any_other(Open(form), announced);
        }
    }

    private void Is_a_message_like_any_other(ulong one, int announced)
    {
        byte[] message = Block(90_000);
        BinaryPrimitives.WriteInt32LittleEndian(message, announced);
        Payload payload = new(InParts(one, message, 5)!);
        Assert.That(payload.TakeBlock(), Is.Null);
        Assert.That(payload.Bytes.SequenceEqual(message), Is.True);
    }

    [Test]
    public void Memory_is_not_reserved_for_what_is_announced_beyond_a_bound()
    {
        _messages = new UnfinishedMessages(Soon.Actor("peer"), _dialogs, 1 << 30);
        byte[] beginning = new byte[1000];
        BinaryPrimitives.WriteInt32LittleEndian(beginning, 1 << 29);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < FrameLimits.Unfinished; i++)
        {
            Take(Open(BlockForm.Array), FrameFlags.More, beginning);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
        BinaryPrimitives.WriteInt32LittleEndian(beginning, 3 << 20);
        _messages.Clear();
        before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < FrameLimits.Unfinished; i++)
        {
            Take(Open(BlockForm.Array), FrameFlags.More, beginning);
        }

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(5 << 20), "one may reserve ahead, the others not");
    }

    [Test]
    public void A_large_frame_is_received_into_its_message([Values(1, 4)] int parts, [Values] bool isBlock)
    {
        ulong one = Open(isBlock ? BlockForm.Array : BlockForm.None);
        byte[] message = Block(90_000);
        int size = message.Length / parts;
        LargeMessage? complete = null;
        for (int i = 0; i < parts; i++)
        {
            byte[] part = message[(i * size)..(i == parts - 1 ? message.Length : (i + 1) * size)];
            FrameHeader header = new(part.Length, FrameKind.Item, i == parts - 1 ? FrameFlags.None : FrameFlags.More, one);
            LargeMessage into = _messages.Begin(header, part.AsSpan(0, 100))!;
            Assert.That(into.Room.Length, Is.EqualTo(part.Length - 100));
            part.AsSpan(100, 50).CopyTo(into.Room.Span);
            into.Commit(50);
            part.AsSpan(150).CopyTo(into.Room.Span);
            into.Commit(part.Length - 150);
            complete = _messages.End(header, into);
        }

        Assert.That(isBlock ? complete!.TakeBlock()!.Value.Bytes : complete!.Bytes.ToArray(), Is.EqualTo(isBlock ? message[Blocks.PrefixBytes..] : message));
    }

    [Test]
    public void A_large_frame_that_is_too_much_or_of_nobody_is_gathered_and_dropped()
    {
        ulong one = Open();
        Assert.That(_messages.Begin(new FrameHeader(Limit + 1, FrameKind.Item, FrameFlags.None, one), new byte[100]), Is.Null);
        Assert.That(_messages.Begin(new FrameHeader(Limit, FrameKind.Item, FrameFlags.None, 4711), new byte[100]), Is.Null);
        Assert.That(_messages.Begin(new FrameHeader(Limit, FrameKind.Ending, FrameFlags.None, 0), new byte[100]), Is.Null);
        Assert.That(_messages.IsEmpty, Is.True);
    }

    private static byte[] Block(int size)
    {
        byte[] message = TestFrames.Of(1, size).Payload;
        BinaryPrimitives.WriteInt32LittleEndian(message, size - Blocks.PrefixBytes);
        return message;
    }

    private ulong Open(BlockForm form = BlockForm.None)
    {
        TestDialog dialog = new() { Form = form };
        Assert.That(_dialogs.Open(dialog), Is.Null);
        return dialog.Id;
    }

    private LargeMessage? InParts(ulong dialog, byte[] message, int parts)
    {
        int size = message.Length / parts;
        LargeMessage? complete = null;
        for (int i = 0; i < parts; i++)
        {
            byte[] part = message[(i * size)..(i == parts - 1 ? message.Length : (i + 1) * size)];
            FrameHeader header = new(part.Length, FrameKind.Item, i == parts - 1 ? FrameFlags.None : FrameFlags.More, dialog);
            if (parts == 1)
            {
                LargeMessage into = _messages.Begin(header, part.AsSpan(0, 40))!;
                part.AsSpan(40).CopyTo(into.Room.Span);
                into.Commit(part.Length - 40);
                return _messages.End(header, into);
            }

            Assert.That(_messages.TryTake(header, part, out complete), Is.True);
        }

        return complete;
    }

    private byte[]? Take(ulong dialog, FrameFlags flags, byte[] payload)
    {
        Assert.That(_messages.TryTake(new FrameHeader(payload.Length, FrameKind.Item, flags, dialog), payload, out LargeMessage? complete), Is.True);
        byte[]? bytes = complete?.Bytes.ToArray();
        if (complete is not null)
        {
            _messages.Recycle(complete);
        }

        return bytes;
    }
}
