using Tractor.Dialogs;
using Tractor.Fuzz.Engine;
using Tractor.Links;
using Tractor.Reading;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>Notes the messages that come out of frames, put together from their parts as a link does.</summary>
internal sealed class FrameLog(int maxMessageBytes) : IFrameHandler
{
    private readonly UnfinishedMessages _messages = new(new ActorId("peer", Guid.Empty, 1), new DialogTable(isConnector: false), maxMessageBytes);

    public List<string> Seen { get; } = [];

    public void OnFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        FuzzFailureException.ThrowIf(payload.Length != header.Length, "a payload is not as long as its header says");
        if (!_messages.TryTake(header, payload, out LargeMessage? complete))
        {
            Note(header, new Payload(payload).Within(_messages.LimitOf(header.Kind)));
        }
        else if (complete is not null)
        {
            NoteLarge(complete);
        }
    }

    public LargeMessage? BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning) => _messages.Begin(header, beginning);

    public void EndFrame(FrameHeader header, LargeMessage message)
    {
        if (_messages.End(header, message) is { } complete)
        {
            NoteLarge(complete);
        }
    }

    private void NoteLarge(LargeMessage message)
    {
        Note(message.First, new Payload(message));
        _messages.Recycle(message);
    }

    private void Note(FrameHeader header, Payload payload) =>
        Seen.Add($"{header.Kind} {header.Dialog} {header.Window} {payload.Length} {payload.Excess} {(payload.Excess is null ? Convert.ToHexString(payload) : string.Empty)}");
}
