using NUnit.Framework;
using Tractor.Errors;
using Tractor.Wire;

using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

/// <summary>Whatever user code throws, it travels, and within bounds.</summary>
[TestFixture]
internal sealed class NastyExceptionTests
{
    // The bound is on texts; the frame around each error comes on top.
    private const int LargestMessage = ErrorLimits.Bytes + (32 * 1024);

    [Test]
    public void Members_that_throw_are_noted()
    {
        RemoteActorException remote = Raise(new HostileException(new FormatException("inner")), Leaf, "Workers.Echo");

        Assert.That(remote.TypeName, Is.EqualTo(typeof(HostileException).FullName));
        Assert.That(remote.RemoteMessage, Is.EqualTo("(not available: reading it threw System.InvalidOperationException)"));
        Assert.That(remote.RemoteInnerErrors.Single().Message, Is.EqualTo("inner"));
    }

    [Test]
    public void Data_that_throws_is_noted_and_the_rest_kept()
    {
        Exception error = new FormatException("x");
        error.Data["good"] = 1.5;
        error.Data["bad"] = new HostileException();
        error.Data["none"] = null;

        IReadOnlyDictionary<string, string> data = Raise(error, Leaf, null).RemoteData;

        Assert.That(data["good"], Is.EqualTo("1.5"));
        Assert.That(data["bad"], Does.StartWith("(not available"));
        Assert.That(data["none"], Is.Empty);
    }

    [Test]
    public void Much_data_is_cut()
    {
        Exception error = new FormatException("x");
        for (int i = 0; i < 1_000; i++)
        {
            error.Data[i] = i;
        }

        Assert.That(Raise(error, Leaf, null).RemoteData, Has.Count.EqualTo(ErrorLimits.Data));
    }

    [Test]
    public void A_message_of_many_megabytes_is_cut()
    {
        RemoteActorException remote = Raise(new FormatException(new string('x', 100_000_000)), Leaf, null);

        Assert.That(remote.RemoteMessage, Has.Length.EqualTo(ErrorLimits.Text));
        Assert.That(remote.RemoteMessage, Does.EndWith("… (cut, 100000000 characters)"));
        Assert.That(remote.Message, Has.Length.LessThan(1000));
    }

    [Test]
    public void A_cut_text_stays_the_same_when_passed_on()
    {
        RemoteActorException atMid = Raise(new FormatException(new string('é', 100_000)), Leaf, null);

        Assert.That(Raise(atMid, Mid, null).RemoteMessage, Is.EqualTo(atMid.RemoteMessage));
    }

    [Test]
    public void Text_that_is_no_unicode_is_mended()
    {
        // Built here: metadata keeps no half of a pair.
        string message = $"high {(char)0xd800} low {(char)0xdc00} whole 😀";

        Assert.That(Raise(new FormatException(message), Leaf, null).RemoteMessage, Is.EqualTo("high \ufffd low \ufffd whole 😀"));
    }

    [Test]
    public void A_cut_through_a_surrogate_pair_travels()
    {
        Exception error = new FormatException("a" + string.Concat(Enumerable.Repeat("😀", 40_000)));

        Assert.That(Raise(error, Leaf, null).RemoteMessage, Does.Contain("(cut, 80001 characters)"));
    }

    [Test]
    public void A_deep_chain_is_cut_with_a_note()
    {
        Exception error = new FormatException("0");
        for (int i = 1; i < 10_000; i++)
        {
            error = new InvalidOperationException($"{i}", error);
        }

        RemoteError last = Raise(error, Leaf, null).Error;
        int depth = 1;
        for (; last.InnerErrors.Count > 0; depth++)
        {
            last = last.InnerErrors[0];
        }

        Assert.That(depth, Is.EqualTo(ErrorLimits.Depth));
        Assert.That(last.Data["(cut)"], Is.EqualTo("1 errors below this one are left out"));
    }

    [Test]
    public void A_cycle_ends()
    {
        Exception[] members = [new FormatException("a"), new FormatException("b")];
        AggregateException group = new(members);
        FieldSwap.SetInner(members[0], group);

        Assert.That(Raise(group, Leaf, null).Members[0].InnerErrors.Single().Members, Has.Count.EqualTo(2));
    }

    [Test]
    public void A_wide_group_is_cut_with_a_note()
    {
        AggregateException error = new("many", Enumerable.Range(0, 10_000).Select(i => (Exception)new FormatException($"{i}")));

        RemoteActorException remote = Raise(error, Leaf, null);

        Assert.That(remote.Members, Has.Count.EqualTo(ErrorLimits.Members));
        Assert.That(remote.RemoteData["(cut)"], Is.EqualTo("9936 errors below this one are left out"));
    }

    [Test]
    public void All_limits_together_hold()
    {
        string text = new('€', 50_000);
        Exception error = new AggregateException(text, Enumerable.Range(0, 10).Select(i =>
            (Exception)new AggregateException(text, Enumerable.Range(0, 10).Select(j => (Exception)new StackedException(text, text)))));

        ErrorInfo info = ErrorBox.Pack(error, Leaf, text);
        byte[] bytes = MessageCoding.ToBytes(info);
        RemoteActorException remote = (RemoteActorException)ErrorBox.Unpack(OverTheWire(info), Leaf);

        Assert.That(bytes, Has.Length.LessThan(LargestMessage));
        Assert.That(remote.RemoteData["(cut)"], Does.Contain("more than fits a message"));
    }

    [Test]
    public void Many_small_errors_stay_within_the_number_of_errors()
    {
        Exception error = new AggregateException("x", Enumerable.Range(0, 60).Select(i =>
            (Exception)new AggregateException("y", Enumerable.Range(0, 60).Select(j => (Exception)new FormatException("z")))));

        ErrorInfo info = ErrorBox.Pack(error, Leaf, null);

        Assert.That(info.Nodes, Has.Length.EqualTo(ErrorLimits.Nodes));
        Assert.That(MessageCoding.ToBytes(info), Has.Length.LessThan(LargestMessage));
    }

    [Test]
    public void Relayed_again_and_again_it_stays_within_bounds()
    {
        string text = new('€', 50_000);
        Exception error = new AggregateException(text, Enumerable.Range(0, 60).Select(_ => (Exception)new StackedException(text, text)));
        ErrorInfo info = ErrorBox.Pack(error, Leaf, text);
        for (int i = 0; i < 40; i++)
        {
            info = OverTheWire(ErrorBox.Pack(ErrorBox.Unpack(info, Leaf), new ActorId(text, Guid.NewGuid(), i), text));
        }

        Assert.That(MessageCoding.ToBytes(info), Has.Length.LessThan(LargestMessage));
    }
}
