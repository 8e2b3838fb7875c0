using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Transport;

namespace Tractor.Links;

/// <summary>Gives frames to a connection, and parts of large messages from where they lie. One send at a time.</summary>
internal sealed class FrameSender(IConnection connection, TimeSpan patience)
{
    private readonly DirectSend _direct = new(connection, patience);
    private readonly FrameBuffer _rest = new();

    /// <summary>Sends frames, and behind them the part of a large message; both are left alone until that has ended.</summary>
    public ValueTask SendAsync(FrameBuffer frames, ReadOnlyMemory<byte> part)
    {
        if (part.IsEmpty)
        {
            return connection.SendAsync(frames.Written);
        }

        int sent = _direct.Send(frames.Written.Span, part.Span);
        return sent == frames.Length + part.Length
            ? default
            : SendRestAsync(frames.Written[Math.Min(sent, frames.Length)..], part[Math.Max(0, sent - frames.Length)..]);
    }

    /// <summary>The same with a part in memory of the user's, who has it back when this returns: what is left is copied.</summary>
    public ValueTask SendBorrowedAsync(FrameBuffer frames, ReadOnlyMemory<byte> part, Parcel? message)
    {
        int sent = _direct.Send(frames.Written.Span, part.Span);
        if (sent == frames.Length + part.Length)
        {
            return default;
        }

        message?.Own();
        _rest.Clear();
        _rest.AppendFrames(frames.Written.Span[Math.Min(sent, frames.Length)..]);
        _rest.AppendFrames(part.Span[Math.Max(0, sent - frames.Length)..]);
        return connection.SendAsync(_rest.Written);
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder))]
    private async ValueTask SendRestAsync(ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second)
    {
        if (!first.IsEmpty)
        {
            await connection.SendAsync(first).ConfigureAwait(false);
        }

        await connection.SendAsync(second).ConfigureAwait(false);
    }
}
