using System.Buffers;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;

namespace Tractor.Transport;

/// <summary>The end of a connection whose peer may still be sending.</summary>
internal static class Lingering
{
    private const int DropBytes = 16 << 10;

    /// <summary>
    /// Ends the sending, and drops what comes until the peer has ended too: TCP loses what is on its way to the peer when a
    /// socket is closed that has not read all it got. Returns at once where the transport does not. For who has ended the
    /// receiving; never throws.
    /// </summary>
    /// <param name="connection">It is left to the caller to close.</param>
    /// <param name="limit">Ends the waiting for the peer.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task LingerAsync(this IConnection connection, CancellationToken limit)
    {
        if (!connection.TryEndSending())
        {
            return;
        }

        byte[] dropped = ArrayPool<byte>.Shared.Rent(DropBytes);
        try
        {
            while (await connection.ReceiveAsync(dropped, limit).Uncaptured() > 0)
            {
            }
        }
#pragma warning disable CA1031 // Whatever ends the receiving is the end that was waited for.
        catch (Exception)
#pragma warning restore CA1031
        {
        }

        ArrayPool<byte>.Shared.Return(dropped);
    }
}
