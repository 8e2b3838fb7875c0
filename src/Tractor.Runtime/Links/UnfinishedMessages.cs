using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>
/// Puts the messages of a connection together that come in parts. Of a dialog one is under way at a time; the parts of
/// several dialogs come in turn. Parts of a dialog that is over are dropped. Used by the connection's reader alone.
/// </summary>
internal sealed class UnfinishedMessages(ActorId peer, DialogTable dialogs, int maxMessageBytes)
{
    // What may be reserved for announced blocks beyond what has come of them, for all of the connection together.
    private const int MostAhead = 4 << 20;

    private readonly Dictionary<ulong, LargeMessage> _begun = [];
    private LargeMessage? _spare;
    private int _ahead;

    public bool IsEmpty => _begun.Count == 0;

    /// <summary>How large a message may be. The library's own have bounds of their own: a small limit for values must not be fatal to them.</summary>
    public int LimitOf(FrameKind kind) => kind is FrameKind.Error or FrameKind.Cancel or FrameKind.CancelActor or FrameKind.Ending
        ? Math.Max(maxMessageBytes, FrameLimits.FrameBytes)
        : maxMessageBytes;

    /// <summary>Takes a frame that is a part. False when it is a message of its own.</summary>
    /// <param name="header">The frame's header.</param>
    /// <param name="payload">All of its payload.</param>
    /// <param name="complete">The message that it was the last part of.</param>
    /// <exception cref="ProtocolException">No correct peer sends it here.</exception>
    public bool TryTake(FrameHeader header, ReadOnlySpan<byte> payload, out LargeMessage? complete)
    {
        complete = null;
        LargeMessage? message = Find(header);
        if (message is null)
        {
            return header.Flags != FrameFlags.None && BeginOrDrop(header, payload);
        }

        if (header.Flags == FrameFlags.Void || IsOver(header))
        {
            _begun.Remove(header.Dialog);
            Recycle(message);
            return true;
        }

        message.BeginFrame(payload.Length, payload);
        complete = header.Flags == FrameFlags.None ? End(header, message) : null;
        return true;
    }

    /// <summary>
    /// The message that the rest of a large frame is to be received into, whose beginning has come; null when the frame is to
    /// be gathered and taken as a whole. So is what no correct peer sends: it is told when all of it is there, whatever the
    /// pieces that it comes in.
    /// </summary>
    public LargeMessage? Begin(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        LargeMessage? message = _begun.GetValueOrDefault(header.Dialog);
        if (message is null ? header.Flags == FrameFlags.More && _begun.Count >= FrameLimits.Unfinished : header.Kind != message.First.Kind)
        {
            return null;
        }

        bool fits = message?.HasRoomFor(header.Length) ?? header.Length <= LimitOf(header.Kind);
        if (!fits || !IsData(header.Kind) || header.Flags is not (FrameFlags.None or FrameFlags.More) || IsOver(header))
        {
            return null;
        }

        message ??= header.Flags == FrameFlags.None ? Create(header, beginning) : Enter(header, beginning);
        message.BeginFrame(header.Length, beginning);
        return message;
    }

    /// <summary>All of a frame has come that was begun. Gives the message if that was its last part.</summary>
    public LargeMessage? End(FrameHeader header, LargeMessage message)
    {
        if (header.Flags != FrameFlags.None)
        {
            return null;
        }

        _begun.Remove(header.Dialog);
        message.Finish();
        return message;
    }

    /// <summary>Takes back a message that was handed on.</summary>
    public void Recycle(LargeMessage message)
    {
        _ahead -= message.Ahead;
        message.Release();
        _spare = message;
    }

    /// <summary>Nothing follows.</summary>
    public void Clear()
    {
        // The enumeration is compiled at run time, and most connections end without any.
        if (_begun.Count > 0)
        {
            ReleaseAll();
        }
    }

    private void ReleaseAll()
    {
        foreach (LargeMessage message in _begun.Values)
        {
            message.Release();
        }

        _begun.Clear();
    }

    private static bool IsData(FrameKind kind) =>
        kind is FrameKind.Start or FrameKind.Started or FrameKind.Item or FrameKind.Result or FrameKind.Error;

    // The message under way that the frame is a part of. What does not depend on the order of messages may pass it.
    private LargeMessage? Find(FrameHeader header)
    {
        if (header.Kind is < FrameKind.Start or > FrameKind.Stop and not (FrameKind.Result or FrameKind.Error)
            || !_begun.TryGetValue(header.Dialog, out LargeMessage? message))
        {
            return null;
        }

        return header.Kind == message.First.Kind
            ? message
            : throw new ProtocolException($"a {header.Kind} frame came before the end of the dialog's {message.First.Kind} message", peer);
    }

    private bool BeginOrDrop(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        if (!IsData(header.Kind) || header.Flags is not (FrameFlags.More or FrameFlags.Void))
        {
            throw new ProtocolException($"a {header.Kind} frame has the flags {(byte)header.Flags}", peer);
        }

        if (IsOver(header))
        {
            return true;
        }

        if (header.Flags == FrameFlags.Void)
        {
            throw new ProtocolException($"a {header.Kind} message is given up that was never begun", peer);
        }

        Enter(header, payload).BeginFrame(payload.Length, payload);
        return true;
    }

    // Only a Start has no dialog yet.
    private bool IsOver(FrameHeader header) => header.Kind != FrameKind.Start && dialogs.Find(header.Dialog) is null;

    private LargeMessage Enter(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        if (_begun.Count >= FrameLimits.Unfinished)
        {
            throw new ProtocolException($"it has begun {FrameLimits.Unfinished} messages and ended none, which is the most that a connection may have under way", peer);
        }

        LargeMessage message = Create(header, beginning);
        _begun.Add(header.Dialog, message);
        return message;
    }

    private LargeMessage Create(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        LargeMessage message = _spare ?? new LargeMessage();
        _spare = null;
        BlockForm form = dialogs.Find(header.Dialog)?.FormOfBlock(header.Kind) ?? BlockForm.None;
        int blockBytes = form == BlockForm.None ? 0 : BlockBytes(header, beginning);
        message.Begin(header, LimitOf(header.Kind), blockBytes, form == BlockForm.Pooled, MostAhead - _ahead);
        _ahead += message.Ahead;
        return message;
    }

    // What a message announces that is nothing but bytes; 0 when it is none, or what it announces cannot be.
    private int BlockBytes(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        if (beginning.Length < Blocks.PrefixBytes)
        {
            return 0;
        }

        long announced = Blocks.ReadPrefix(beginning) + (long)Blocks.PrefixBytes;
        bool canBe = header.Flags == FrameFlags.None ? announced == header.Length : announced > header.Length;
        return canBe && announced <= LimitOf(header.Kind) ? (int)announced - Blocks.PrefixBytes : 0;
    }
}
