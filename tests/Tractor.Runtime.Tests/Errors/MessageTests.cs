using NUnit.Framework;
using Tractor.Errors;
using static Tractor.Tests.Errors.Travel;

namespace Tractor.Tests.Errors;

/// <summary>Each message names who, what, why, and what to do. The texts are the approved ones.</summary>
[TestFixture]
internal sealed class MessageTests
{
    private static IEnumerable<TestCaseData> Messages()
    {
        yield return Case(
            new ActorDiedException(Leaf, null, 9, "Out of memory\n", ["W.A", "W.B"]),
            "Actor leaf@123 died: killed by signal 9 (SIGKILL). If nobody killed it, look in the kernel's log for the out-of-memory killer. Calls in flight: W.A, W.B. Standard error ended with: Out of memory");
        yield return Case(
            new ActorDiedException(Leaf, 137, null),
            "Actor leaf@123 died: exit code 137, which may stand for signal 9 (SIGKILL). If nobody killed it, look in the kernel's log for the out-of-memory killer.");
        yield return Case(new ActorDiedException(Leaf, 0, null), "Actor leaf@123 died: exit code 0.");
        yield return Case(new ActorDiedException(Leaf, null, null), "Actor leaf@123 died: neither exit code nor signal is known.");
        yield return Case(
            new ActorStartException("worker", "its program could not be run", new IOException("No such file.")),
            "Actor worker could not be started: its program could not be run (No such file).");
        yield return Case(
            ActorStartException.Died("worker", 7, null, 42, "x"),
            "Actor worker@7 could not be started: it ended before it was ready: killed by signal 42. Standard error ended with: x");
        yield return Case(
            ActorStartException.TimedOut("worker", 7, TimeSpan.FromSeconds(30), null),
            "Actor worker@7 could not be started: it was not ready within 30 s. Give it more time in its options, or look for start-up code that blocks.");
        yield return Case(
            new ActorTooSlowException(Leaf, "acknowledge the request to cancel", TimeSpan.FromMilliseconds(500)),
            "Actor leaf@123 did not acknowledge the request to cancel within 500 ms. Look for code in it that ignores its cancellation token or blocks its threads, or raise the limit.");
        yield return Case(
            new EndpointNotExposedException("App.W.Echo", Leaf, ["App.V"]),
            "Actor leaf@123 does not serve App.W.Echo. It serves App.V. Add App.W.Endpoints to the endpoints where that actor is started.");
        yield return Case(
            new ContractMismatchException("W.Echo", Leaf, "Echo(int)", "Echo(long)"),
            "This actor and leaf@123 disagree about W.Echo. Here it is: Echo(int). There it is: Echo(long). Build both from the same sources.");
        yield return Case(
            new ProtocolException("its first frame is no handshake"),
            "The peer (not yet known) broke the protocol: its first frame is no handshake.");
        yield return Case(
            PayloadException.From(new FormatException("bad"), "W.Echo", PayloadPart.Arguments, "App.Point", isReading: true),
            "The arguments of W.Echo (App.Point) could not be read: System.FormatException: bad. Check that both actors know the type alike, and that its constructor accepts what was sent.");
        yield return Case(
            new PeerLostException(Leaf, "the other end closed it", ["W.Echo"], new IOException("Broken pipe")),
            "The connection to leaf@123 was lost: the other end closed it (Broken pipe). Calls in flight: W.Echo. Whether what was sent took effect there is not known; connect again to go on.");
        yield return Case(
            new TransportException(TransportFault.NobodyListens, "Cannot connect to uds:/run/x.sock: nobody listens there."),
            "Cannot connect to uds:/run/x.sock: nobody listens there.");
        yield return Case(
            new NurseryClosedException("StartActorAsync(\"w\")"),
            "StartActorAsync(\"w\") was called on a nursery that has ended: everything it started is gone. Start what is needed before the delegate given to RunAsync returns, or in a nursery around it.");
        yield return Case(
            new NoActorException("CurrentActor.Id"),
            "CurrentActor.Id needs an actor, but no actor runs in this process. Call it inside ActorNursery.RunAsync or ActorRuntime.RunAsync, in an endpoint, or in code that these await or start; a thread or timer made elsewhere does not know its actor.");
        yield return Case(
            RootActorException.AlreadyRunning(Leaf),
            "A root actor was to be started inside leaf@123, which runs already. Open an ActorNursery there instead: it uses the actor that runs.");
        yield return Case(
            new NoResultException("W.Echo", Leaf, "it was cancelled"),
            "W.Echo in leaf@123 has no result: it was cancelled.");
        yield return Case(
            new StreamOverrunException(Leaf, Root, 64, "W.Echo"),
            "leaf@123 sent more items than W.Echo in root@1 keeps unread: 64. Read them faster or from the start, give the receiver a larger buffer, or let the sender wait, which is the default.");
        yield return Case(
            new StreamClosedException("W.Echo", Leaf, closedByPeer: true),
            "The stream of W.Echo in leaf@123 has ended: the peer sends no more. A stream is one-shot: open another dialog to go on.");
        yield return Case(
            new LaggedException(12, 64),
            "This reader fell behind and lost 12 items: 64 are kept for the slowest. The next read goes on with the oldest that is kept; read faster, or ask for a larger window.");
    }

    [TestCaseSource(nameof(Messages))]
    public void Message(TractorException error, string approved) => Assert.That(error.Message, Is.EqualTo(approved));

    [Test]
    public void Several_actors_in_one_process_are_named_as_choices()
    {
        NoActorException error = new("CurrentActor.Id", [Leaf, Mid]);

        Assert.That(error.Message, Does.Contain("none of the actors of this process (leaf@123, mid@45)"));
    }

    [Test]
    public void A_child_that_was_not_taken_over_says_how_to_mend_it()
    {
        RootActorException error = RootActorException.NotTakenOver("worker_1");

        Assert.That(error.ChildName, Is.EqualTo("worker_1"));
        Assert.That(error.Message, Does.Contain("started to be the actor worker_1").And.Contain("StartupHookSupport"));
    }

    [Test]
    public void A_long_standard_error_shows_its_end_and_keeps_the_rest()
    {
        string tail = new string('a', 4000) + "the end";

        ActorDiedException error = new(Leaf, 1, null, tail, Enumerable.Repeat("W.A", 100).ToArray());

        Assert.That(error.Message, Does.EndWith("the end").And.Contain("and 92 more").And.Length.LessThan(1400));
        Assert.That(error.StandardErrorTail, Is.EqualTo(tail));
    }

    [TestCase("Unhandled exception. System.FormatException: the cause")]
    [TestCase("Process terminated.\nthe cause")]
    [TestCase("Stack overflow.\nthe cause")]
    [TestCase("Fatal error. the cause")]
    public void A_crash_shows_what_happened_and_not_its_last_frames(string report)
    {
        string before = string.Concat(Enumerable.Repeat("a line. Fatal error. of no report\n", 100));
        string frames = string.Concat(Enumerable.Repeat("\n   at A.B(C)", 200));

        Assert.That(Message(before + report + frames), Does.Contain("ended with: …" + report + "\n   at A.B(C)").And.EndsWith("…").And.Length.LessThan(1400));
        Assert.That(Message(report + frames), Does.Contain(report));
        Assert.That(Message(before + report), Does.EndWith(report));

        static string Message(string tail) => new ActorDiedException(Leaf, 134, null, tail).Message;
    }

    [TestCase("\na line that somebody logged", TestName = "A_crash_long_before_is_not_what_a_standard_error_ended_with(lines)")]
    [TestCase("\na line that somebody logged", "\nSystem.FormatException: logged\n   at A.B(C)", TestName = "A_crash_long_before_is_not_what_a_standard_error_ended_with(lines and a logged exception)")]
    public void A_crash_long_before_is_not_what_a_standard_error_ended_with(string line, string end = "")
    {
        string tail = "Unhandled exception. System.FormatException: of an actor below" + string.Concat(Enumerable.Repeat("\n   at A.B(C)", 100))
            + string.Concat(Enumerable.Repeat(line, 80)) + end;

        Assert.That(new ActorDiedException(Leaf, null, 9, tail).Message, Does.Not.Contain("Unhandled exception").And.EndWith(line + end));
    }

    [TestCase("\n   --- End of inner exception stack trace ---")]
    [TestCase("\n--- End of stack trace from previous location ---")]
    [TestCase("\n ---> (Inner Exception #1) System.FormatException: one\nof two lines")]
    [TestCase("\nRepeat 12000 times:\n--------------------------------")]
    public void What_stands_between_the_frames_of_a_crash_belongs_to_its_report(string between)
    {
        const string report = "Unhandled exception. System.FormatException: the cause\nof two lines";
        string frames = string.Concat(Enumerable.Repeat("\n   at A.B(C)", 100));

        foreach (string end in new[] { string.Empty, "\nAborted (core dumped)" })
        {
            string tail = report + string.Concat(Enumerable.Repeat(frames + between, 8)) + frames + end;
            Assert.That(new ActorDiedException(Leaf, 134, null, tail).Message, Does.Contain("ended with: …" + report));
        }
    }

    [Test]
    public void Every_exception_is_sealed_and_has_a_case_here()
    {
        Type[] types = typeof(TractorException).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TractorException))).ToArray();
        Type[] elsewhere = [typeof(RemoteActorException), typeof(ContextCancelledException)];

        Assert.That(types, Has.All.Matches<Type>(type => type is { IsSealed: true, IsPublic: true, Namespace: "Tractor" }));
        Assert.That(types, Has.All.Matches<Type>(type => type.GetConstructors().Length == 0), "only the library makes them");
        Assert.That(types.Except(Messages().Select(test => test.Arguments[0]!.GetType())), Is.EquivalentTo(elsewhere));
    }

    [TestCase(9, "SIGKILL")]
    [TestCase(11, "SIGSEGV")]
    [TestCase(15, "SIGTERM")]
    [TestCase(42, "signal 42")]
    public void Signal_names(int signal, string name)
    {
        Assert.That(SignalNames.Of(signal), Is.EqualTo(name));
        Assert.That(new ActorDiedException(Leaf, null, signal).SignalName, Is.EqualTo(name));
    }

    private static TestCaseData Case(TractorException error, string approved) =>
        new TestCaseData(error, approved).SetName($"{error.GetType().Name}: {approved[..Math.Min(60, approved.Length)]}");
}
