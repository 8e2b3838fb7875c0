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

/// <summary>Endpoints that are called frame by frame over a link of their own.</summary>
[SupportedOSPlatform("linux")]
internal abstract class DispatchFixture(EndpointTable endpoints)
{
    protected static readonly Cancellation Cancel = new(Soon.Actor("client"), CancelReason.Explicit, [Soon.Actor("client")], "enough");

    private protected LightHost Host { get; private set; } = null!;

    private protected SocketLinks Links { get; private set; } = null!;

    [SetUp]
    public void Connect()
    {
        Host = new LightHost();
        Dispatcher dispatcher = new(Host, endpoints, Host.Limits);
        Links = new SocketLinks(new ScriptedHandler((link, header, payload) => dispatcher.OnStart(link, header, payload)), new ScriptedHandler());
    }

    [TearDown]
    public async Task Nothing_is_left()
    {
        await Links.DisposeAsync();
        await Soon.Ends(Host.EndpointScope.JoinAsync());
        await ReaderState.IsClean();
    }

    private protected static async Task<string> ErrorOf(TestDialog call)
    {
        TestFrame frame = await call.NextAsync();
        Assert.That(frame.Kind, Is.EqualTo(FrameKind.Error));
        ErrorInfo info = MessageCoding.Read(frame.Payload, ErrorInfo.Read);
        return ErrorBox.Unpack(info, new ErrorReceiver(Soon.Actor("server"), Soon.Actor("client"), false, "call", "call")).ToString();
    }

    private protected TestDialog Start(string name, params byte[] arguments)
    {
        EndpointDescriptor endpoint = endpoints.Parts.SelectMany(part => part.Endpoints)
            .Single(endpoint => endpoint.Name.EndsWith($".{name}", StringComparison.Ordinal) || endpoint.Name.EndsWith($".{name}Async", StringComparison.Ordinal));
        byte[] payload = new byte[Dispatcher.StartPrefix];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(8), endpoint.ContractHash);
        TestDialog dialog = new(name);
        Links.Client.Dialogs.Open(dialog);
        Links.Client.SendSmall(FrameKind.Start, dialog.Id, [.. payload, .. arguments]);
        return dialog;
    }

    private protected void SendCancel(TestDialog call) => Links.Client.Send(FrameKind.Cancel, call.Id, CancelMessage.From(Cancel, TimeSpan.FromSeconds(1)));
}
