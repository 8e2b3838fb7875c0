using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
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

        // Its frames are those of this build, and no part of the form.
        Link().Send(FrameKind.Error, 7, error with { Nodes = [] });
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
    public void CancelActor()
    {
        Cancellation cancellation = new(Root, CancelReason.Explicit, [Root]) { OriginTask = "App.Workers.Do" };
        Link().Send(FrameKind.CancelActor, 3, CancelMessage.From(cancellation, TimeSpan.FromSeconds(2.1)));
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
    public void Bodyless(object kind)
    {
        Link().Send((FrameKind)kind, 0x0102030405060709);
        Compare($"{kind}");
    }

    private Link Link() => new(_connection, Root, isConnector: true, _handler, new ActorLimits(), NullLogger.Instance);

    private void Compare([CallerMemberName] string name = "", [CallerFilePath] string source = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(source)!, "golden", $"{name}.hex");
        string actual = Text([.. _connection.Sends.SelectMany(frames => TestFrames.Bytes(frames))]);
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
}
