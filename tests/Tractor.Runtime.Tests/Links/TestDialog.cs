using System.Threading.Channels;
using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Keeps what it hears.</summary>
internal sealed class TestDialog(string name = "test") : Dialog
{
    private readonly Channel<TestFrame> _received = Channel.CreateUnbounded<TestFrame>();
    private readonly TaskCompletionSource<Exception> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _losses;

    /// <summary>What its items are received into, if they are nothing but bytes.</summary>
    public BlockForm Form { get; init; }

    public override string EndpointName => name;

    public int Losses => Volatile.Read(ref _losses);

    public Task<Exception> Lost => Scopes.Soon.Ends(_lost.Task);

    public Task<TestFrame> NextAsync() => Scopes.Soon.Ends(_received.Reader.ReadAsync().AsTask());

    public override BlockForm FormOfBlock(FrameKind kind) => Form;

    public override void Receive(FrameHeader header, Payload payload) =>
        _received.Writer.TryWrite(new TestFrame(header.Kind, header.Dialog, payload.ToArray()));

    public override void Lose(Exception cause)
    {
        Interlocked.Increment(ref _losses);
        _lost.TrySetResult(cause);
    }
}
