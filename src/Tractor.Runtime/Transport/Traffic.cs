using System.Runtime.InteropServices;

namespace Tractor.Transport;

/// <summary>How many bytes a connection has carried. One thread at a time adds to each direction; any may read.</summary>
[StructLayout(LayoutKind.Explicit, Size = 2 * ApartBytes)]
internal sealed class Traffic
{
    // Reader and sender are different threads: their counts are to lie on different cache lines.
    private const int ApartBytes = 128;

    [FieldOffset(0)]
    private long _received;

    [FieldOffset(ApartBytes)]
    private long _sent;

    public long Received => Volatile.Read(ref _received);

    public long Sent => Volatile.Read(ref _sent);

    public void AddReceived(int count)
    {
        if (count > 0)
        {
            Volatile.Write(ref _received, _received + count);
        }
    }

    public void AddSent(int count)
    {
        if (count > 0)
        {
            Volatile.Write(ref _sent, _sent + count);
        }
    }
}
