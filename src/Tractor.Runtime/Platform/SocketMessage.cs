using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>The system's <c>msghdr</c>: pieces of memory that one call sends from or receives into.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketMessage
{
    public void* Name;
    public uint NameLength;
    public MemoryRange* Pieces;
    public nuint PieceCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}
