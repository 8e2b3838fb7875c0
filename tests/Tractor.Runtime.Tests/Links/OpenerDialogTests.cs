using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Portals;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>What the opener's side of a call sends, and in which order.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OpenerDialogTests : IPortalHost, IAsyncDisposable
{
    private static readonly CallEndpoint<Nothing, Nothing> Endpoint = new(
        "Work.Do", "Do()", 0x0102030405060708, 0x1112131415161718, NothingCodec.Instance, NothingCodec.Instance, (_, _) => default);

    private readonly GatedConnection _connection = new() { IsOpen = true };

    public ActorId Id { get; } = Soon.Actor("opener");

    public ActorLimits Limits { get; } = new();

    public TimeProvider Time => TimeProvider.System;

    public ILogger Logger => NullLogger.Instance;

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    [Test]
    public void A_start_has_endpoint_contract_and_arguments()
    {
        CallDialog<Nothing, Nothing> dialog = Create();
        Begin(dialog);
        TestFrame start = _connection.Sends.Single().Single();
        Assert.That((start.Kind, start.Dialog, start.Payload.Length), Is.EqualTo((FrameKind.Start, 1UL, 16)));
        Assert.That(BinaryPrimitives.ReadUInt64LittleEndian(start.Payload), Is.EqualTo(Endpoint.Id));
        Assert.That(BinaryPrimitives.ReadUInt64LittleEndian(start.Payload.AsSpan(8)), Is.EqualTo(Endpoint.ContractHash));
    }

    [Test]
    public void A_cancel_that_comes_before_the_start_is_sent_behind_it()
    {
        CallDialog<Nothing, Nothing> dialog = Create();
        Cancellation cause = new(Id, CancelReason.Explicit, [Id]);
        Assert.That((dialog.RequestCancel(cause), dialog.RequestCancel(cause)), Is.EqualTo((true, false)));
        Assert.That(_connection.Sends, Is.Empty);
        Begin(dialog);
        Assert.That(
            _connection.Sends.SelectMany(send => send).Select(frame => (frame.Kind, frame.Dialog)),
            Is.EqualTo(new[] { (FrameKind.Start, 1UL), (FrameKind.Cancel, 1UL) }));
    }

    [Test]
    public void A_cancel_is_sent_once()
    {
        CallDialog<Nothing, Nothing> dialog = Create();
        Begin(dialog);
        Cancellation cause = new(Id, CancelReason.Explicit, [Id]);
        Assert.That((dialog.RequestCancel(cause), dialog.RequestCancel(cause)), Is.EqualTo((true, false)));
        Assert.That(_connection.Sends.SelectMany(send => send).Select(frame => frame.Kind), Is.EqualTo(new[] { FrameKind.Start, FrameKind.Cancel }));
    }

    IDisposable IPortalHost.EnterDialog(object context) => throw new NotSupportedException();

    private static void Begin(CallDialog<Nothing, Nothing> dialog)
    {
        Nothing arguments = default;
        dialog.Begin(in arguments, CancellationToken.None);
    }

    private CallDialog<Nothing, Nothing> Create()
    {
        Link link = new(_connection, Soon.Actor("peer"), isConnector: true, new RecordingHandler(), Limits, NullLogger.Instance);
        Scope owner = new(null, Id, Time);
        return new CallDialog<Nothing, Nothing>(new Portal(link, new OwnerWatch(link), owner, this), Endpoint);
    }
}
