using System.Buffers.Binary;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.CompilerServices;
using Tractor.Dispatch;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Reading;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dispatch;

/// <summary>A caller has its answer when all that the endpoint started has ended, awaited or not.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class InvocationEndTests
{
    private static readonly Cancellation Cancel = new(Soon.Actor("client"), CancelReason.Explicit, [Soon.Actor("client")], "enough");

    private LightHost _host = null!;
    private SocketLinks _links = null!;

    [SetUp]
    public void Connect()
    {
        _host = new LightHost();
        LeavingEndpoints.Probe = new LeavingProbe();
        Dispatcher dispatcher = new(_host, LeavingEndpoints.Endpoints, _host.Limits);
        _links = new SocketLinks(new ScriptedHandler((link, header, payload) => dispatcher.OnStart(link, header, payload)), new ScriptedHandler());
    }

    [TearDown]
    public async Task Nothing_is_left()
    {
        await _links.DisposeAsync();
        await Soon.Ends(_host.EndpointScope.JoinAsync());
        await ReaderState.IsClean();
    }

    [TestCase(false, false, FrameKind.Result)]
    [TestCase(true, false, FrameKind.Error)]
    [TestCase(false, true, FrameKind.Error)]
    public async Task The_answer_comes_when_a_nursery_that_nobody_awaits_has_ended(bool fails, bool isCancelledMeanwhile, FrameKind answer)
    {
        LeavingProbe probe = LeavingEndpoints.Probe;
        TestDialog call = Start("LeaveNursery", fails ? (byte)1 : (byte)0);
        Task<TestFrame> answering = call.NextAsync();
        await Soon.Ends(probe.Cancelled.Task);
        if (isCancelledMeanwhile)
        {
            _links.Client.Send(FrameKind.Cancel, call.Id, CancelMessage.From(Cancel, TimeSpan.FromSeconds(1)));
        }

        // What was sent before it has come before it.
        Assert.That((await Start("Instant").NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        Assert.That(answering.IsCompleted, Is.False, "its clean-up is under way");
        probe.Gate.SetResult();
        Assert.That((await answering).Kind, Is.EqualTo(answer));
        Assert.That(probe.HasEnded, Is.True);
    }

    [Test]
    public async Task What_fails_at_the_cancel_is_told_to_the_caller_and_harms_nobody_else()
    {
        TestDialog call = Start("FailInCallback");
        await Soon.Ends(LeavingEndpoints.Probe.Entered.Task);
        _links.Client.Send(FrameKind.Cancel, call.Id, CancelMessage.From(Cancel, TimeSpan.FromSeconds(1)));
        Assert.That((await Start("Instant").NextAsync()).Kind, Is.EqualTo(FrameKind.Result));
        LeavingEndpoints.Probe.CallbackGate.Set();
        TestFrame frame = await call.NextAsync();
        Assert.That(frame.Kind, Is.EqualTo(FrameKind.Error));
        ErrorInfo info = MessageCoding.Read(frame.Payload, ErrorInfo.Read);
        Exception error = ErrorBox.Unpack(info, new ErrorReceiver(Soon.Actor("server"), Soon.Actor("client"), false, "call", "call"));
        Assert.That(error.ToString(), Does.Contain("in the callback"));
        await Soon.Ends(_host.EndpointScope.JoinAsync());
        Assert.That(_host.EndpointScope.IsCancelRequested, Is.False);
    }

    private TestDialog Start(string name, params byte[] arguments)
    {
        EndpointDescriptor endpoint = LeavingEndpoints.Endpoints.Parts.SelectMany(part => part.Endpoints)
            .Single(endpoint => endpoint.Name.EndsWith($".{name}Async", StringComparison.Ordinal) || endpoint.Name.EndsWith($".{name}", StringComparison.Ordinal));
        byte[] payload = new byte[Dispatcher.StartPrefix];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(8), endpoint.ContractHash);
        TestDialog dialog = new(name);
        _links.Client.Dialogs.Open(dialog);
        _links.Client.SendSmall(FrameKind.Start, dialog.Id, [.. payload, .. arguments]);
        return dialog;
    }
}
