using System.Threading.Channels;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>Accepts every dialog and keeps what else it hears.</summary>
internal sealed class RecordingHandler : ILinkHandler
{
    private readonly Channel<TestDialog> _started = Channel.CreateUnbounded<TestDialog>();
    private readonly TaskCompletionSource<Cancellation> _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What to answer to a request to end; null for no answer.</summary>
    public Action<Link, ulong>? Answer { get; set; }

    public Task<Cancellation> Ending => Soon.Ends(_ending.Task);

    public Task<TestDialog> NextStartAsync() => Soon.Ends(_started.Reader.ReadAsync().AsTask());

    public void OnStart(Link link, FrameHeader header, Payload payload)
    {
        TestDialog dialog = new() { Id = header.Dialog };
        if (link.Dialogs.TryAccept(dialog))
        {
            _started.Writer.TryWrite(dialog);
        }
    }

    public void OnCancelActor(Link link, ulong request, EndMessage message) => Answer?.Invoke(link, request);

    public void OnEnding(Link link, Cancellation cancellation) => _ending.TrySetResult(cancellation);
}
