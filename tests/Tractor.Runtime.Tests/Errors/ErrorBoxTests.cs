using NUnit.Framework;
using Tractor.Errors;
using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

[TestFixture]
internal sealed class ErrorBoxTests
{
    [Test]
    public void One_hop_keeps_type_text_stack_data_and_origin()
    {
        ArgumentOutOfRangeException error = new("count", "too many");
        error.Data["limit"] = 64;

        RemoteActorException remote = Raise(Thrown(error), Leaf, "Workers.Echo");

        Assert.Multiple(() =>
        {
            Assert.That(remote.TypeName, Is.EqualTo("System.ArgumentOutOfRangeException"));
            Assert.That(remote.BoxedTypeName, Is.EqualTo(remote.TypeName));
            Assert.That(remote.RemoteMessage, Is.EqualTo(error.Message));
            Assert.That(remote.RemoteStackTrace, Does.Contain(nameof(Thrown)));
            Assert.That(remote.RemoteData, Is.EqualTo(new Dictionary<string, string> { ["limit"] = "64" }));
            Assert.That(remote.Origin, Is.EqualTo(Leaf));
            Assert.That(remote.RelayPath, Is.EqualTo(new[] { Leaf }));
            Assert.That(remote.Endpoint, Is.EqualTo("Workers.Echo"));
            Assert.That(remote.IsRelayed, Is.False);
            Assert.That(remote.RemoteInnerErrors, Is.Empty);
            Assert.That(remote.Members, Is.Empty);
        });
    }

    [Test]
    public void Is_holds_for_the_original_type_and_its_bases_only()
    {
        RemoteActorException remote = Raise(new ArgumentOutOfRangeException("count"), Leaf, null);

        Assert.That(remote.Is<ArgumentOutOfRangeException>(), Is.True);
        Assert.That(remote.Is<ArgumentException>(), Is.True);
        Assert.That(remote.Is(typeof(ArgumentException).BaseType!), Is.True);
        Assert.That(remote.Is<ArgumentNullException>(), Is.False);
        Assert.That(remote.Is<RemoteActorException>(), Is.False);
    }

    [Test]
    public void Two_hops_keep_the_origin_and_show_the_way()
    {
        RemoteActorException atMid = Raise(Thrown(new InvalidOperationException("boom")), Leaf, "Workers.Echo");

        RemoteActorException atRoot = Raise(Thrown(atMid), Mid, "Middle.Relay");

        Assert.Multiple(() =>
        {
            // ERR-02
            Assert.That(atRoot.Origin, Is.EqualTo(Leaf));
            Assert.That(atRoot.RelayPath, Is.EqualTo(new[] { Leaf, Mid }));
            Assert.That(atRoot.TypeName, Is.EqualTo("System.InvalidOperationException"));
            Assert.That(atRoot.BoxedTypeName, Is.EqualTo(typeof(RemoteActorException).FullName));
            Assert.That(atRoot.Is<InvalidOperationException>(), Is.True);
            Assert.That(atRoot.RemoteMessage, Is.EqualTo("boom"));
            Assert.That(atRoot.RemoteStackTrace, Is.EqualTo(atMid.RemoteStackTrace));
            Assert.That(atRoot.Endpoint, Is.EqualTo("Workers.Echo"));
            Assert.That(atRoot.IsRelayed, Is.True);
        });
    }

    [Test]
    public void A_long_way_keeps_its_beginning_and_its_last_actor()
    {
        RemoteActorException error = Raise(new InvalidOperationException("boom"), Leaf, "Workers.Echo");
        for (int i = 0; i < 100; i++)
        {
            error = Raise(error, new ActorId($"hop{i}", Guid.NewGuid(), i), "Middle.Relay");
        }

        Assert.That(error.RelayPath, Has.Count.EqualTo(ErrorLimits.Hops));
        Assert.That(error.RelayPath[0], Is.EqualTo(Leaf));
        Assert.That(error.RelayPath[^1].Name, Is.EqualTo("hop99"));
    }

    [Test]
    public void Inner_errors_come_along()
    {
        Exception error = new InvalidOperationException("outer", new StackedException("middle", "   at A.B()", new FormatException("inner")));

        RemoteError middle = Raise(error, Leaf, null).RemoteInnerErrors.Single();

        Assert.That(middle.Message, Is.EqualTo("middle"));
        Assert.That(middle.StackTrace, Is.EqualTo("   at A.B()"));
        Assert.That(middle.Origin, Is.EqualTo(Leaf));
        Assert.That(middle.InnerErrors.Single().Is<FormatException>(), Is.True);
    }

    [Test]
    public void Groups_in_groups_keep_their_members_in_order()
    {
        AggregateException error = new(
            "outer",
            new FormatException("first"),
            new AggregateException("inner", new TimeoutException("a"), new ArgumentException("b", new KeyNotFoundException("why"))),
            new InvalidOperationException("last"));

        RemoteActorException remote = Raise(error, Leaf, null);

        Assert.That(remote.RemoteInnerErrors, Is.Empty, "the first member is no cause");
        Assert.That(remote.Members.Select(member => member.TypeName), Is.EqualTo(new[]
        {
            "System.FormatException", "System.AggregateException", "System.InvalidOperationException",
        }));
        Assert.That(remote.Members[1].Members.Select(member => member.Message), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(remote.Members[1].Members[1].InnerErrors.Single().Message, Does.Contain("why"));
    }

    [Test]
    public void A_group_of_errors_of_other_actors_keeps_where_each_began()
    {
        ActorId other = new("other", Guid.NewGuid(), 77);
        RemoteActorException first = Raise(new FormatException("first"), Leaf, "Workers.Echo");
        RemoteActorException second = Raise(new TimeoutException("second"), other, "Workers.Echo");

        RemoteActorException group = Raise(new AggregateException(first, second), Mid, "Middle.Run");

        Assert.That(group.Origin, Is.EqualTo(Mid));
        Assert.That(group.Members.Select(member => member.Origin), Is.EqualTo(new[] { Leaf, other }));
        Assert.That(group.Members[0].RelayPath, Is.EqualTo(new[] { Leaf, Mid }));
        Assert.That(group.Members[0].Is<FormatException>(), Is.True);
    }

    [Test]
    public void An_error_of_the_library_raised_by_user_code_is_boxed_with_its_datum()
    {
        ActorDiedException died = new(Leaf, null, 9, "out of memory", ["Workers.Echo"]);

        RemoteActorException remote = Raise(died, Mid, "Middle.Run");

        Assert.That(remote.Is<ActorDiedException>(), Is.True);
        Assert.That(remote.Is<TractorException>(), Is.True);
        Assert.That(remote.RemoteData["Signal"], Is.EqualTo("9"));
        Assert.That(remote.RemoteData["SignalName"], Is.EqualTo("SIGKILL"));
        Assert.That(remote.RemoteData["StandardErrorTail"], Is.EqualTo("out of memory"));
        Assert.That(remote.RemoteData["CallsInFlight[0]"], Is.EqualTo("Workers.Echo"));
    }

    [Test]
    public void What_a_peer_told_keeps_its_origin_when_it_is_passed_on()
    {
        EndpointNotExposedException atMid = Tell<EndpointNotExposedException>(
            new EndpointNotExposedException("Workers.Echo", Leaf, ["Other"]), Leaf, "Workers.Echo");

        RemoteActorException atRoot = Raise(atMid, Mid, "Middle.Run");

        Assert.That(atRoot.Is<EndpointNotExposedException>(), Is.True);
        Assert.That(atRoot.BoxedTypeName, Is.EqualTo(typeof(EndpointNotExposedException).FullName));
        Assert.That(atRoot.RelayPath, Is.EqualTo(new[] { Leaf, Mid }));
        Assert.That(atRoot.RemoteData["ServedTables[0]"], Is.EqualTo("Other"));
    }

    [Test]
    public void An_overrun_is_told_to_the_sender_and_then_shows_the_way_back()
    {
        // STR-09: root could not take what leaf sent; leaf's endpoint fails of it.
        StreamOverrunException atLeaf = Tell<StreamOverrunException>(new StreamOverrunException(Leaf, Root, 64, "Workers.Echo"), Root, "Workers.Echo");

        RemoteActorException atRoot = Raise(atLeaf, Leaf, "Workers.Echo");

        Assert.That(atLeaf.Sender, Is.EqualTo(Leaf));
        Assert.That(atLeaf.Receiver, Is.EqualTo(Root));
        Assert.That(atLeaf.Capacity, Is.EqualTo(64));
        Assert.That(atRoot.RelayPath, Is.EqualTo(new[] { Root, Leaf }));
    }
}
