using CsCheck;
using MemoryPack;
using NUnit.Framework;
using Tractor.Errors;
using Tractor.Wire;

using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

/// <summary>Bytes of a peer are not to be trusted: they make a sound exception, or are refused by their reader.</summary>
[TestFixture]
internal sealed class HostileBytesTests
{
    private static readonly byte[][] Samples =
    [
        Bytes(ErrorBox.Pack(Raise(new AggregateException(new FormatException("a"), new TimeoutException("b", new FormatException())), Leaf, "W.A"), Mid, "M.B")),
        Bytes(ErrorBox.PackCancelled(new Cancellation(Root, CancelReason.Deadline, [Root, Mid], "3 s"), Leaf, "W.A")),
        Bytes(ErrorBox.PackDirect(new ActorDiedException(Leaf, 137, null, "tail", ["W.A"]), Mid, "W.A")),
        Bytes(ErrorBox.PackDirect(new StreamOverrunException(Leaf, Root, 64), Root, "W.A")),
        Bytes(ErrorBox.PackDirect(PayloadException.From(new FormatException("x"), "W.A", PayloadPart.Item, "T", true), Leaf, "W.A")),
    ];

    [Test]
    public void Mutated_bytes_are_refused_or_make_a_sound_exception()
    {
        Gen<(int Sample, (int At, byte Value)[] Changes, int Cut)> mutations = Gen.Select(
            Gen.Int[0, Samples.Length - 1],
            Gen.Select(Gen.Int[0, 4000], Gen.OneOf(Gen.Byte, Gen.Const((byte)0xff), Gen.Const((byte)0x7f))).Array[1, 8],
            Gen.Int[0, 20]);
        int sound = 0;
        int refused = 0;

        foreach ((int sample, (int At, byte Value)[] changes, int cut) in Seeded(mutations, 20_000))
        {
            if (IsSound(Mutate(Samples[sample], changes, cut)))
            {
                sound++;
            }
            else
            {
                refused++;
            }
        }

        Assert.That(sound, Is.GreaterThan(100), "the mutations are to reach what unpacks");
        Assert.That(refused, Is.GreaterThan(100), "the mutations are to reach what reads");
    }

    [Test]
    public void Random_fields_make_a_sound_exception()
    {
        Gen<string?> text = OrNull(Gen.String);
        Gen<ActorId?> actor = OrNull(text.Select(name => new ActorId(name!, Guid.Empty, -1)));
        Gen<ErrorHop?> hop = OrNull(Gen.Select(actor, text, text).Select((who, a, b) => new ErrorHop(who, a, b, a)));
        Gen<ErrorDatum?> datum = OrNull(Gen.Select(text, text).Select((a, b) => new ErrorDatum(a!, b!)));
        Gen<ErrorNode?> node = OrNull(
            Gen.Select(Gen.Int[-2, 50], Gen.Bool, text, text.Array[0, 3], datum.Array[0, 3], hop.Array[0, 3]).Select((parent, member, name, names, data, hops) =>
                new ErrorNode { Parent = parent, IsMember = member, TypeName = name, BaseTypeNames = names, Data = data, Hops = hops }));
        Gen<ErrorInfo> infos = Gen.Select(Gen.Byte[0, 12], node.Array[0, 40], text, actor, actor.Array[0, 3]).Select((kind, nodes, name, who, path) =>
            new ErrorInfo { Kind = (ErrorKind)kind, Nodes = nodes, Endpoint = name, Subject = who, Cancellation = new ErrorCancellation(who, (CancelReason)kind, path, name, name) });

        foreach (ErrorInfo info in Seeded(infos, 500))
        {
            AssertSound(ErrorBox.Unpack(info, Leaf));
        }
    }

    [Test]
    public void Nothing_at_all_makes_a_sound_exception()
    {
        foreach (ErrorKind kind in Enumerable.Range(0, 256).Select(number => (ErrorKind)number))
        {
            AssertSound(ErrorBox.Unpack(OverTheWire(new ErrorInfo { Kind = kind }), Leaf));
        }

        AssertSound(ErrorBox.Unpack(null, Leaf));
    }

    [Test]
    public void A_chain_deeper_than_the_stack_is_cut()
    {
        ErrorNode[] nodes = Enumerable.Range(0, 100_000).Select(i => new ErrorNode { Parent = i - 1, TypeName = "T", Message = "m" }).ToArray();

        AssertSound(ErrorBox.Unpack(OverTheWire(new ErrorInfo { Nodes = nodes }), Leaf));
    }

    [Test]
    public void Claimed_lengths_beyond_the_bytes_are_refused_without_memory_for_them()
    {
        byte[] bytes = [.. Samples[0]];
        BitConverter.TryWriteBytes(bytes.AsSpan(2), int.MaxValue);
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.That(IsSound(bytes), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1_000_000));
    }

    // The same values in each run: a failure is one for all.
    private static IEnumerable<T> Seeded<T>(Gen<T> gen, int count)
    {
        PCG random = new(1, 20_260_101);
        for (int i = 0; i < count; i++)
        {
            yield return gen.Generate(random, null, out _);
        }
    }

    private static Gen<T?> OrNull<T>(Gen<T> gen)
        where T : class => Gen.Select(Gen.Int[0, 3], gen).Select((dice, value) => dice == 0 ? null : value);

    [TestCase(0, TestName = "A_length_that_overflows_is_refused_0")]
    [TestCase(3, TestName = "A_length_that_overflows_is_refused_3")]
    [TestCase(4, TestName = "A_length_that_overflows_is_refused_4")]
    public void Overflow(int above)
    {
        byte[] name = "here-is-the-name"u8.ToArray();
        byte[] bytes = Bytes(new ErrorInfo { Endpoint = "here-is-the-name", Subject = Leaf });
        int at = bytes.AsSpan().IndexOf(name) - 8;
        Assert.That(BitConverter.ToInt32(bytes, at), Is.EqualTo(~name.Length), "this is where the length stands");

        BitConverter.TryWriteBytes(bytes.AsSpan(at), int.MinValue + above);

        Assert.That(() => MessageCoding.Read(bytes, ErrorInfo.Read), Throws.TypeOf<MemoryPackSerializationException>());
    }

    [Test]
    public void Actors_travel_in_the_form_of_their_own_formatter()
    {
        ErrorInfo info = new() { Subject = Leaf, Cancellation = new ErrorCancellation(null, CancelReason.Signal, [Root, null], null, null) };

        ErrorInfo read = OverTheWire(info);

        Assert.That(read.Subject, Is.EqualTo(Leaf));
        Assert.That(read.Cancellation!.Canceller, Is.Null);
        Assert.That(read.Cancellation.Path, Is.EqualTo(new[] { Root, null }));
        Assert.That(Bytes(info).AsSpan().IndexOf(MemoryPackSerializer.Serialize(Leaf)), Is.Positive);
    }

    private static byte[] Bytes(ErrorInfo info) => MessageCoding.ToBytes(info);

    private static byte[] Mutate(byte[] sample, (int At, byte Value)[] changes, int cut)
    {
        // One in twenty is cut short as well.
        byte[] bytes = cut == 0 ? sample[..(sample.Length / 2)] : sample.ToArray();
        foreach ((int at, byte value) in changes)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    }

    private static bool IsSound(byte[] bytes)
    {
        ErrorInfo? info;
        try
        {
            info = MessageCoding.Read(bytes, ErrorInfo.Read);
        }
        catch (MemoryPackSerializationException)
        {
            return false;
        }

        AssertSound(ErrorBox.Unpack(info, Leaf));
        return true;
    }

    private static void AssertSound(Exception error)
    {
        Assert.That(error, Is.InstanceOf<TractorException>());
        Assert.That(error.Message, Is.Not.Empty);
        Assert.That(error.ToString(), Is.Not.Empty);
        RemoteActorException again = Raise(error, Mid, "M.B");
        Assert.That(again.RelayPath, Has.Count.GreaterThan(1).And.All.Not.Null);
        Assert.That(again.ToString(), Is.Not.Empty);
    }
}
