using NUnit.Framework;
using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

/// <summary>ERR-08: what another actor's error reads like. The texts are the approved ones.</summary>
[TestFixture]
internal sealed class RemoteTextTests
{
    [Test]
    public void One_hop()
    {
        RemoteActorException error = Raise(new StackedException("boom", "   at Workers.Echo()"), Leaf, "Workers.Echo");

        Assert.That(error.Message, Is.EqualTo("leaf@123 raised Tractor.Tests.Errors.StackedException in Workers.Echo: boom"));
        AssertText(error, """
            Tractor.RemoteActorException: leaf@123 raised Tractor.Tests.Errors.StackedException in Workers.Echo: boom
            --- in leaf@123 (Workers.Echo) ---
               at Workers.Echo()
            """);
    }

    [Test]
    public void Each_hop_in_order_then_here()
    {
        RemoteActorException atMid = Raise(new StackedException("boom", "   at Workers.Echo()"), Leaf, "Workers.Echo");
        Exception atRoot = Thrown(Raise(Thrown(atMid), Mid, "Middle.Relay"));

        string[] lines = atRoot.ToString().Split('\n');

        Assert.That(lines.Where(line => line.StartsWith("---", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "--- in leaf@123 (Workers.Echo) ---", "--- in mid@45 (Middle.Relay) ---", "--- here ---",
        }));
        Assert.That(lines[0], Does.EndWith("in Workers.Echo: boom (passed on by mid@45)"));
        Assert.That(lines.Count(line => line.Contains("Workers.Echo()", StringComparison.Ordinal)), Is.EqualTo(1), "frames are not repeated");
        Assert.That(lines.Count(line => line.Contains(nameof(Thrown), StringComparison.Ordinal)), Is.EqualTo(2), "one at mid, one here");
    }

    [Test]
    public void Causes_members_and_data_stand_indented()
    {
        StackedException cause = new("inner\nin two lines", "   at A.Inner()");
        StackedException error = new("outer", "   at A.Outer()\n   at A.Main()", new AggregateGroup(cause, new FormatException("second")));
        error.Data["key"] = "value";

        AssertText(Raise(error, Leaf, "A.Outer"), """
            Tractor.RemoteActorException: leaf@123 raised Tractor.Tests.Errors.StackedException in A.Outer: outer
            --- in leaf@123 (A.Outer) ---
               at A.Outer()
               at A.Main()
                key = value
                caused by Tractor.Tests.Errors.AggregateGroup: two of them
                    member 1 of 2: Tractor.Tests.Errors.StackedException: inner
                    in two lines
                       at A.Inner()
                    member 2 of 2: System.FormatException: second
            """);
    }

    [Test]
    public void Members_from_other_actors_show_their_own_way()
    {
        RemoteActorException member = Raise(new StackedException("boom", "   at Workers.Echo()"), Leaf, "Workers.Echo");

        AssertText(Raise(new AggregateGroup(member, new FormatException("local")), Mid, "Middle.Run"), """
            Tractor.RemoteActorException: mid@45 raised Tractor.Tests.Errors.AggregateGroup in Middle.Run: two of them
            --- in mid@45 (Middle.Run) ---
                member 1 of 2: Tractor.Tests.Errors.StackedException: boom
                --- in leaf@123 (Workers.Echo) ---
                   at Workers.Echo()
                --- in mid@45 ---
                   (no frames)
                member 2 of 2: System.FormatException: local
            """);
    }

    [Test]
    public void A_message_of_several_lines_is_short_in_the_head_and_whole_below()
    {
        RemoteActorException error = Raise(new StackedException("first\nsecond", null), Leaf, "Workers.Echo");

        Assert.That(error.Message, Does.EndWith(": first"));
        AssertText(error, """
            Tractor.RemoteActorException: leaf@123 raised Tractor.Tests.Errors.StackedException in Workers.Echo: first
            Tractor.Tests.Errors.StackedException: first
            second
            --- in leaf@123 (Workers.Echo) ---
            """);
    }

    [Test]
    public void A_remote_error_alone_reads_the_same()
    {
        RemoteError error = Raise(new StackedException("boom", "   at Workers.Echo()"), Leaf, "Workers.Echo").Error;

        Assert.That(error.ToString(), Is.EqualTo("Tractor.Tests.Errors.StackedException: boom\n--- in leaf@123 (Workers.Echo) ---\n   at Workers.Echo()"));
    }

    private static void AssertText(Exception error, string approved) =>
        Assert.That(error.ToString(), Is.EqualTo(approved.ReplaceLineEndings("\n")));
}
