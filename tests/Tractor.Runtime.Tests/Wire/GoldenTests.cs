using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Portals;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Streams;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Wire;

/// <summary>
/// The bytes on the wire, kept in files: who changes one changes the protocol, and its version with it. A missing file
/// is written by the test, which fails then.
/// </summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GoldenTests : IAsyncDisposable
{
    private static readonly ActorId Root = new("root", new Guid("00112233-4455-6677-8899-aabbccddeeff"), 4711);
    private static readonly ActorId Worker = new("worker_1", new Guid("ffeeddcc-bbaa-9988-7766-554433221100"), 4712);
    private static readonly Guid[] Token = [new("11111111-1111-1111-1111-111111111111"), new("22222222-2222-2222-2222-222222222222")];

    private static readonly byte[] Proven = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
    private static readonly FencedSample? Sample = new("name", [1.5f, -2], ["a", null], 42, new FencedSample(null, null, null, -1, null));

    private readonly GatedConnection _connection = new() { IsOpen = true };
    private readonly RecordingHandler _handler = new();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Test]
    public async Task Hello()
    {
        await HandshakeFrames.SendHelloAsync(_connection, new HelloMessage(Worker, IsChild: true, Token));
        Compare();
    }

    [Test]
    public async Task Welcome()
    {
        // What a child is told to boot is between two processes of one build, so its bytes may change.
        await HandshakeFrames.SendAsync(_connection, FrameKind.Welcome, new WelcomeMessage(Root, Boot: null));
        Compare();
    }

    [Test]
    public void Cancel()
    {
        Cancellation cancellation = new(Root, CancelReason.SiblingFault, [Worker, Root], "boom");
        Link().Send(FrameKind.Cancel, 7, CancelMessage.From(cancellation, TimeSpan.FromSeconds(0.616)));
        Compare();
    }

    [Test]
    public void Error()
    {
        ErrorInfo error = ErrorBox.Pack(new InvalidOperationException("boom"), Worker, "App.Workers.Do");
        Link().Send(FrameKind.Error, 7, error);
        Compare();
    }

    [Test]
    public void CancelledError()
    {
        Cancellation cancellation = new(Root, CancelReason.Deadline, [Worker, Root], "in time") { OriginTask = "App.Workers.Do" };
        ErrorInfo error = ErrorBox.PackCancelled(cancellation, Worker, "App.Workers.Do");
        Link().Send(FrameKind.Error, 7, error);
        Compare();
    }

    [Test]
    public async Task Refused()
    {
        await HandshakeFrames.SendAsync(_connection, FrameKind.Refused, new RefusedMessage("it is no actor of this tree"));
        Compare();
    }

    [Test]
    public async Task Ready()
    {
        await HandshakeFrames.SendAsync(_connection, FrameKind.Ready, new ReadyMessage(4712));
        Compare();
    }

    [Test]
    public async Task BootFailed()
    {
        await HandshakeFrames.SendAsync(_connection, FrameKind.BootFailed, ErrorBox.Pack(new InvalidOperationException("boom"), Worker, null));
        Compare();
    }

    [Test]
    public async Task Challenge()
    {
        await HandshakeFrames.SendAsync(_connection, FrameKind.Challenge, new ChallengeMessage(Token, Proven));
        Compare();
    }

    [Test]
    public async Task Proof()
    {
        await HandshakeFrames.SendAsync(_connection, FrameKind.Proof, new ProofMessage(Proven));
        Compare();
    }

    [Test]
    public void Start()
    {
        CallEndpoint<FencedSample?, Nothing> endpoint = new(
            "App.Workers.Do", "void Do(FencedSample? value)", 0x1122334455667788, 0x99AABBCCDDEEFF00, FencedSampleCodec.Instance, NothingCodec.Instance, (_, _) => default);
        MessageBuilder message = MessageBuilders.Rent();
        StartMessage.Encode(message, endpoint, endpoint.Arguments, in Sample);
        Link().SendBuilt(FrameKind.Start, 7, message, window: 64);
        MessageBuilders.Return(message);
        Compare();
    }

    [TestCase(FrameKind.Started, 64)]
    [TestCase(FrameKind.Result, 0)]
    [TestCase(FrameKind.Item, 0)]
    public void Value(object kind, int window)
    {
        MessageBuilder message = MessageBuilders.Rent();
        PayloadCoding.Encode(FencedSampleCodec.Instance, message, in Sample);
        Link().SendBuilt((FrameKind)kind, 7, message, (ushort)window);
        MessageBuilders.Return(message);
        Compare($"{kind}");
    }

    [Test]
    public void Credit()
    {
        new Credit(64, 4096).Send(new StreamOwner(Link()));
        new CreditLimit(1 << 20, 1L << 40).Send(new StreamOwner(Link()));
        Compare();
    }

    [Test]
    public void Overrun()
    {
        Streams.Overrun.Send(new StreamOwner(Link()), 64);
        Compare();
    }

    [Test]
    public void CancelActor()
    {
        Cancellation cancellation = new(Root, CancelReason.Explicit, [Root]) { OriginTask = "App.Workers.Do" };
        _ = Link().CancelPeerAsync(cancellation, TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(5));
        Compare();
    }

    [Test]
    public void CancelActorGrace()
    {
        Link().Send(FrameKind.CancelActorGrace, 3, new GraceMessage(1500));
        Compare();
    }

    [Test]
    public void Ending()
    {
        Link().Send(FrameKind.Ending, 0, CancelMessage.From(new Cancellation(Worker, CancelReason.Signal, [Worker]), TimeSpan.Zero));
        Compare();
    }

    [TestCase(FrameKind.Accepted)]
    [TestCase(FrameKind.Stop)]
    [TestCase(FrameKind.CancelActorDone)]
    [TestCase(FrameKind.DebugHeld)]
    [TestCase(FrameKind.DebugReleased)]
    public void Bodyless(object kind)
    {
        Link().Send((FrameKind)kind, 0x0102030405060709);
        Compare($"{kind}");
    }

    private Link Link() => new(_connection, Root, isConnector: true, _handler, new ActorLimits(), NullLogger.Instance);

    private void Compare([CallerMemberName] string name = "", [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(source)!, "golden", $"{name}.hex");
        string actual = Text(_connection.SentBytes);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, actual);
            Assert.Fail($"{path} was missing and is written now: check it and run the test again.");
        }

        Assert.That(actual, Is.EqualTo(File.ReadAllText(path)), $"""
            The bytes on the wire have changed, and builds that have them no more understand those that have. If that is meant:
            raise {nameof(HandshakeFrames)}.{nameof(HandshakeFrames.ProtocolVersion)}, delete {path}, and run this test twice.
            """);
    }

    // Rows of sixteen bytes, with the text in them.
    private static string Text(byte[] bytes)
    {
        StringBuilder text = new();
        foreach (byte[] row in bytes.Chunk(16))
        {
            string letters = string.Concat(row.Select(value => value is >= 32 and < 127 ? (char)value : '.'));
            text.Append($"{string.Join(' ', row.Select(value => value.ToString("x2", CultureInfo.InvariantCulture))),-48} {letters}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    // What credit is sent for.
    private sealed class StreamOwner(Link link) : IStreamOwner
    {
        public Link Link => link;

        public ulong DialogId => 7;

        public string EndpointName => "App.Workers.Do";

        public ActorId Self => Worker;

        public ActorLimits Limits { get; } = new();

        public ILogger Logger => NullLogger.Instance;

        public bool IsCancelCalled => false;

        public void MarkObserved()
        {
        }

        public bool TryStop() => false;
    }
}
