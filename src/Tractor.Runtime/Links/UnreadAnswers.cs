using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// How many bytes of answers wait for a peer. Senders of data wait for room; what a peer's frames bring about by themselves
/// cannot, so there is an end to it. Under the outgoing queue's lock.
/// </summary>
internal sealed class UnreadAnswers(int most)
{
    private long _bytes;
    private IOException? _excess;

    /// <summary>What the connection is to be given up for; null while the peer reads enough.</summary>
    public IOException? Excess => Volatile.Read(ref _excess);

    public void Note(FrameKind kind, long bytes)
    {
        if (kind is not (FrameKind.Error or FrameKind.Credit or FrameKind.Overrun or FrameKind.Accepted or FrameKind.CancelActorDone))
        {
            return;
        }

        _bytes += FrameHeader.Size + bytes;
        if (_bytes > most)
        {
            _excess ??= new IOException($"it does not read: {_bytes} bytes of answers wait for it, the limit is {most} (ActorLimits.MaxUnreadAnswerBytes)");
        }
    }

    /// <summary>What waited was taken to be sent.</summary>
    public void Clear() => _bytes = 0;
}
