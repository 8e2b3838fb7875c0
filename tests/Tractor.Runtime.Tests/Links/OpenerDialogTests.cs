using System.Buffers.Binary;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;
using Tractor.CompilerServices;
using Tractor.Dialogs;
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

    private readonly Spares<CallDialog<Nothing, Nothing>> _spares = new();

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
    [Property("Row", "CTX-09")]
    public void A_cancel_is_sent_once()
    {
        CallDialog<Nothing, Nothing> dialog = Create();
        Begin(dialog);
        Cancellation cause = new(Id, CancelReason.Explicit, [Id]);
        Assert.That((dialog.RequestCancel(cause), dialog.RequestCancel(cause)), Is.EqualTo((true, false)));
        Assert.That(_connection.Sends.SelectMany(send => send).Select(frame => frame.Kind), Is.EqualTo(new[] { FrameKind.Start, FrameKind.Cancel }));
    }

    [Test]
    public async Task The_object_of_a_call_that_was_awaited_serves_the_next_one()
    {
        CallDialog<Nothing, Nothing> first = Create();
        for (int i = 0; i < 200; i++)
        {
            ValueTask<Nothing> call = Answered(first, CancellationToken.None);
            await call;
            Assert.That(_spares.Take(), Is.SameAs(first));
            Assert.ThrowsAsync<InvalidOperationException>(async () => await call);
            Assert.That(_spares.Take(), Is.Null);
            first.Renew();
        }
    }

    [Test]
    public async Task A_call_that_somebody_may_still_cancel_serves_no_other()
    {
        using CancellationTokenSource source = new();
        CallDialog<Nothing, Nothing> uncancelled = Create();
        await Answered(uncancelled, source.Token);
        Assert.That(_spares.Take(), Is.SameAs(uncancelled));

        CallDialog<Nothing, Nothing> byToken = Create();
        Begin(byToken, source.Token);
        await source.CancelAsync();
        Assert.ThrowsAsync<OperationCanceledException>(async () => await Result(byToken));
        Assert.That(_spares.Take(), Is.Null);

        CallDialog<Nothing, Nothing> cancelled = Create();
        Begin(cancelled);
        cancelled.OnOwnerCancelled(new Cancellation(Id, CancelReason.Explicit, [Id]));
        Assert.ThrowsAsync<OperationCanceledException>(async () => await Result(cancelled));
        Assert.That(_spares.Take(), Is.Null);
    }

    IDisposable IPortalHost.EnterDialog(object context) => throw new NotSupportedException();

    private static ValueTask<Nothing> Answered(CallDialog<Nothing, Nothing> dialog, CancellationToken cancellationToken)
    {
        Begin(dialog, cancellationToken);
        return Result(dialog);
    }

    private static ValueTask<Nothing> Result(CallDialog<Nothing, Nothing> dialog)
    {
        dialog.Portal.Link.Dialogs.Take(dialog.Id)!.Receive(new FrameHeader(0, FrameKind.Result, FrameFlags.None, dialog.Id), default);
        return dialog.AsTask();
    }

    private static void Begin(CallDialog<Nothing, Nothing> dialog, CancellationToken cancellationToken = default)
    {
        Nothing arguments = default;
        dialog.Begin(in arguments, cancellationToken);
    }

    private CallDialog<Nothing, Nothing> Create()
    {
        Link link = new(_connection, Soon.Actor("peer"), isConnector: true, new RecordingHandler(), Limits, NullLogger.Instance);
        Scope owner = new(null, Id, Time);
        return new CallDialog<Nothing, Nothing>(new Portal(link, new OwnerWatch(link), owner, this), Endpoint, _spares);
    }
}
