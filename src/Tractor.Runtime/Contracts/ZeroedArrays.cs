using System.Buffers;

namespace Tractor.CompilerServices;

/// <summary>
/// The shared pool's arrays, zeroed. A value is written as it lies in memory, and the copy may leave out the gaps between
/// its fields: what another part of the program had in the array would go to the peer.
/// </summary>
internal sealed class ZeroedArrays : ArrayPool<byte>
{
    private ZeroedArrays()
    {
    }

    public static ZeroedArrays Instance { get; } = new();

    public override byte[] Rent(int minimumLength)
    {
        byte[] array = Shared.Rent(minimumLength);
        Array.Clear(array);
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false) => Shared.Return(array, clearArray);
}
