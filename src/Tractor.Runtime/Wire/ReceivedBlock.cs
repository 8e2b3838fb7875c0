using System.Buffers;

namespace Tractor.Wire;

/// <summary>The content of a message that was nothing but bytes; whoever has it owns it.</summary>
internal readonly record struct ReceivedBlock(byte[] Bytes, int Length, bool IsPooled)
{
    /// <summary>Nobody wants it.</summary>
    public void Release()
    {
        if (IsPooled)
        {
            ArrayPool<byte>.Shared.Return(Bytes);
        }
    }
}
