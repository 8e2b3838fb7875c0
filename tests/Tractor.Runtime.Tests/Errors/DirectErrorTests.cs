using NUnit.Framework;
using Tractor.Errors;
using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

/// <summary>What the runtime of one actor tells another arrives as the class it is.</summary>
[TestFixture]
internal sealed class DirectErrorTests
{
    private static readonly Cancellation ByRoot = new(Root, CancelReason.SiblingFault, [Root, Mid], "FormatException: bad") { OriginTask = "App.Work" };

    [Test]
    public void A_cancellation_says_who_why_and_which_way()
    {
        ContextCancelledException error = Cancelled(ByRoot, new ErrorReceiver(Leaf));

        Assert.That(error.Canceller, Is.EqualTo(Root));
        Assert.That(error.Reason, Is.EqualTo(CancelReason.SiblingFault));
        Assert.That(error.Path, Is.EqualTo(new[] { Root, Mid }));
        Assert.That(error.Cancellation.Detail, Is.EqualTo("FormatException: bad"));
        Assert.That((error.OriginTask, error.Cancellation.Origin), Is.EqualTo(("App.Work", Root)));
        Assert.That(error.Peer, Is.EqualTo(Leaf));
        Assert.That(error.Message, Is.EqualTo(
            "Workers.Echo in leaf@123 ended early: it was cancelled by root@1 (sibling fault: FormatException: bad, begun in App.Work of root@1, by way of root@1 -> mid@45)."));
    }

    [Test]
    public void An_endpoint_that_cancels_itself_is_named_so()
    {
        // ERR-12
        ContextCancelledException error = Cancelled(new Cancellation(Leaf, CancelReason.Explicit, [Leaf]), new ErrorReceiver(Leaf));

        Assert.That(error.Message, Is.EqualTo("Workers.Echo in leaf@123 ended early: leaf@123 cancelled itself (asked for)."));
    }

    [TestCase(true, false, TestName = "Own_actor_cancel_without_dialog_cancel_hints_at_it")]
    [TestCase(false, true, TestName = "Own_dialog_cancel_needs_no_hint")]
    public void Hint(bool hinted, bool cancelCalled)
    {
        // CTX-20
        ContextCancelledException error = Cancelled(ByRoot, new ErrorReceiver(Leaf, Root, cancelCalled));

        Assert.That(error.Message.Contains("cancelled leaf@123 as a whole and not this dialog", StringComparison.Ordinal), Is.EqualTo(hinted));
    }

    [Test]
    public void A_refused_endpoint_names_what_is_served()
    {
        EndpointNotExposedException error = Tell<EndpointNotExposedException>(
            new EndpointNotExposedException("App.Workers.Echo", Leaf, ["App.A", "App.B"]), Leaf, "App.Workers.Echo");

        Assert.That(error.ServedTables, Is.EqualTo(new[] { "App.A", "App.B" }));
        Assert.That(error.Actor, Is.EqualTo(Leaf));
        Assert.That(error.Endpoint, Is.EqualTo("App.Workers.Echo"));
    }

    [Test]
    public void The_receiver_names_an_endpoint_that_its_peer_does_not_know()
    {
        ErrorInfo info = OverTheWire(ErrorBox.PackDirect(new EndpointNotExposedException("#1f", Leaf), Leaf, null));

        Exception error = ErrorBox.Unpack(info, new ErrorReceiver(Leaf, Endpoint: "App.Workers.Echo"));

        Assert.That(error, Is.TypeOf<EndpointNotExposedException>());
        Assert.That(error.Message, Is.EqualTo("Actor leaf@123 does not serve App.Workers.Echo. Add App.Workers.Endpoints to the endpoints where that actor is started."));
    }

    [Test]
    public void The_signatures_of_a_mismatch_change_sides()
    {
        ErrorInfo info = OverTheWire(ErrorBox.PackDirect(new ContractMismatchException("W.Echo", Root, "Echo(int)", null), Leaf, "W.Echo"));

        ContractMismatchException error = (ContractMismatchException)ErrorBox.Unpack(info, new ErrorReceiver(Leaf, Signature: "Echo(string)"));

        Assert.That(error.LocalSignature, Is.EqualTo("Echo(string)"));
        Assert.That(error.RemoteSignature, Is.EqualTo("Echo(int)"));
        Assert.That(error.Peer, Is.EqualTo(Leaf));
    }

    [Test]
    public void A_payload_error_keeps_all_it_knows()
    {
        PayloadException sent = PayloadException.From(new FormatException("no such colour."), "W.Paint", PayloadPart.Item, "App.Colour", isReading: false);

        PayloadException error = Tell<PayloadException>(sent, Leaf, "W.Paint");

        Assert.That(error.Message, Is.EqualTo(
            "An item of the stream of W.Paint (App.Colour) could not be written in leaf@123: System.FormatException: no such colour. Check the members of the value that was sent."));
        Assert.That(error.Part, Is.EqualTo(PayloadPart.Item));
        Assert.That(error.IsReading, Is.False);
    }

    [Test]
    public void An_endpoint_that_never_started_is_a_protocol_error()
    {
        ProtocolException error = Tell<ProtocolException>(ProtocolException.NotStarted(Leaf, "W.Echo"), Leaf, "W.Echo");

        Assert.That(error.Peer, Is.EqualTo(Leaf));
        Assert.That(error.Message, Does.StartWith("W.Echo in leaf@123 broke the protocol: it returned without having called StartedAsync"));
    }

    [Test]
    public void Who_is_told_of_its_own_breach_reads_its_own_name()
    {
        ProtocolException error = Tell<ProtocolException>(new ProtocolException("an item came after Stop", Root, "W.Echo"), Leaf, "W.Echo");

        Assert.That(error.Peer, Is.EqualTo(Root));
    }

    [Test]
    public void A_death_is_told_in_full()
    {
        ActorDiedException error = Tell<ActorDiedException>(new ActorDiedException(Mid, 3, null, "tail", ["A", "B"]), Leaf, null);

        Assert.That(error.Actor, Is.EqualTo(Mid));
        Assert.That(error.ExitCode, Is.EqualTo(3));
        Assert.That(error.Signal, Is.Null);
        Assert.That(error.StandardErrorTail, Is.EqualTo("tail"));
        Assert.That(error.CallsInFlight, Is.EqualTo(new[] { "A", "B" }));
    }

    [Test]
    public void A_class_without_a_kind_of_its_own_is_boxed()
    {
        RemoteActorException error = Tell<RemoteActorException>(new LaggedException(3, 8), Leaf, "W.Echo");

        Assert.That(error.Is<LaggedException>(), Is.True);
        Assert.That(error.RemoteData["Skipped"], Is.EqualTo("3"));
    }

    /// <summary>Only the cancellation travels; who sends the error on tells of it as its origin would have.</summary>
    [Test]
    public void A_cancellation_that_is_sent_on_keeps_its_origin_and_its_datum()
    {
        ContextCancelledException received = Cancelled(new Cancellation(Root, CancelReason.Deadline, [Root, Mid], "3 s"), new ErrorReceiver(Leaf));

        RemoteActorException relayed = (RemoteActorException)ErrorBox.Unpack(OverTheWire(ErrorBox.Pack(received, Mid, "W.Relay")), Mid);

        Assert.That(relayed.RelayPath, Is.EqualTo(new[] { Leaf, Mid }));
        Assert.That(relayed.Is<ContextCancelledException>(), Is.True);
        Assert.That(relayed.RemoteMessage, Does.StartWith("Workers.Echo in leaf@"));
        Assert.That(relayed.RemoteData["Reason"], Is.EqualTo("Deadline"));
        Assert.That(relayed.RemoteData["Path[1]"], Is.EqualTo(Mid.ToString()));
    }

    private static ContextCancelledException Cancelled(Cancellation cancellation, ErrorReceiver receiver) =>
        (ContextCancelledException)ErrorBox.Unpack(OverTheWire(ErrorBox.PackCancelled(cancellation, Leaf, "Workers.Echo")), receiver);
}
