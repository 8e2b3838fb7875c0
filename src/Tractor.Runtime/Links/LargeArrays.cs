using System.Buffers;
using System.Numerics;

namespace Tractor.Links;

/// <summary>
/// Arrays for what waits to be sent when that is much. They have one length, and are kept in one place: the shared pool keeps
/// arrays by thread, and who sends is each time another.
/// </summary>
internal static class LargeArrays
{
    // Room for what may wait with the default limits, and for what is appended as that is reached.
    private const int Bytes = 2 << 20;
    private const int Most = 4;

    private static readonly Lock Gate = new();
    private static readonly byte[]?[] Spares = new byte[]?[Most];
    private static int _count;

    /// <summary>An array of that length at least; of twice as much where that is more than those kept have.</summary>
    public static byte[] Rent(int length)
    {
        if (length > Bytes)
        {
            return ArrayPool<byte>.Shared.Rent((int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)length), (uint)Array.MaxLength));
        }

        lock (Gate)
        {
            if (_count > 0)
            {
                byte[] spare = Spares[--_count]!;
                Spares[_count] = null;
                return spare;
            }
        }

        return GC.AllocateUninitializedArray<byte>(Bytes);
    }

    public static void Return(byte[] array)
    {
        if (array.Length > Bytes)
        {
            ArrayPool<byte>.Shared.Return(array);
            return;
        }

        lock (Gate)
        {
            if (_count < Most)
            {
                Spares[_count++] = array;
            }
        }
    }
}
