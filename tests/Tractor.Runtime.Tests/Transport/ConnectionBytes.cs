namespace Tractor.Transport.Tests;

internal static class ConnectionBytes
{
    private static readonly byte[] Chunk = Numbered(0, 64 * 1024);

    /// <summary>A run of bytes that tells a gap, a repetition or a swap.</summary>
    public static byte[] Numbered(int start, int length)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)((start + i) * 31 % 251);
        }

        return bytes;
    }

    public static async Task<byte[]> ReceiveExactlyAsync(this IConnection connection, int length)
    {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length;)
        {
            int received = await connection.ReceiveAsync(bytes.AsMemory(at), CancellationToken.None).Within();
            at += received > 0 ? received : throw new EndOfStreamException($"Ended after {at} of {length} bytes.");
        }

        return bytes;
    }

    public static async Task EchoAsync(this IConnection connection)
    {
        byte[] buffer = new byte[10_007];
        int received;
        while ((received = await connection.ReceiveAsync(buffer, CancellationToken.None).Within()) > 0)
        {
            await connection.SendAsync(buffer.AsMemory(0, received)).Within();
        }
    }

    /// <summary>Sends until the peer's and the system's buffers are full.</summary>
    /// <returns>The send that waits, and how many bytes all sends had.</returns>
    public static (Task Pending, int Length) FillUntilPending(this IConnection connection, int bound = 16 * 1024 * 1024)
    {
        for (int length = Chunk.Length; length <= bound; length += Chunk.Length)
        {
            Task send = connection.SendAsync(Chunk).AsTask();
            if (!send.IsCompletedSuccessfully)
            {
                return (send, length);
            }
        }

        throw new InvalidOperationException($"{bound} bytes were taken, and nobody reads.");
    }
}
