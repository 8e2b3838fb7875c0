using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Tractor.Transport;

/// <summary>A reliable, ordered stream of bytes to one peer.</summary>
/// <remarks>
/// One receive and one send at a time; a receive, a send and <see cref="Abort"/> may overlap. The caller keeps to that,
/// so that no implementation pays for a lock.
/// </remarks>
internal interface IConnection : IAsyncDisposable
{
    /// <summary>What it leads to, for logs and error texts.</summary>
    string Description { get; }

    /// <summary>The runtime's socket below; <see langword="null"/> when there is none.</summary>
    Socket? Socket { get; }

    /// <summary>The descriptor below, to ask the system who the peer is; <see langword="null"/> when there is none.</summary>
    SafeHandle? Descriptor => Socket?.SafeHandle;

    /// <summary>The process at the other end, where who made the connection knows it; <see langword="null"/>: the system may.</summary>
    int? PeerPid => null;

    /// <summary>The bytes that it has carried.</summary>
    Traffic Traffic { get; }

    /// <summary>Waits for bytes.</summary>
    /// <param name="buffer">Where they go; not empty.</param>
    /// <param name="cancellationToken">Ends the wait; no byte is lost and the connection stays usable.</param>
    /// <returns>How many came, or 0 when the peer ended in order.</returns>
    /// <exception cref="ConnectionClosedException">The peer is gone, or this side was aborted or disposed.</exception>
    ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>
    /// Sends what fits without waiting of two pieces of memory, one behind the other. While nothing else is being sent.
    /// </summary>
    /// <param name="first">The first piece.</param>
    /// <param name="second">The second piece; may be empty.</param>
    /// <returns>How many bytes were sent; -1 from a connection that cannot do so.</returns>
    /// <exception cref="ConnectionClosedException">The peer is gone, or this side was aborted or disposed.</exception>
    int TrySend(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => -1;

    /// <summary>Sends the whole of <paramref name="data"/>, at once if the peer's buffer has room for it.</summary>
    /// <remarks>Takes no token: half a frame is of no use to anybody. <see cref="Abort"/> ends it.</remarks>
    /// <param name="data">The bytes; the caller leaves them alone until the task has ended.</param>
    /// <exception cref="ConnectionClosedException">The peer is gone, or this side was aborted or disposed.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> data);

    /// <summary>Tells the peer that nothing more comes from here.</summary>
    /// <returns>
    /// Whether the end has to be left to the peer: what it has not received yet would be lost if this side closed before.
    /// </returns>
    bool TryEndSending();

    /// <summary>
    /// Ends the receiving behind what has come so far: when the peer is known to be gone, whoever holds its end open.
    /// </summary>
    /// <returns>Whether it ends so. False where what the peer has sent may still be on its way.</returns>
    bool TryEndReceiving() => false;

    /// <summary>
    /// Whether the peer sends no more, so that receiving comes to an end by itself: asked when a send has failed because
    /// the peer is gone. False for a peer that only reads no more, and where it cannot be told.
    /// </summary>
    bool HasPeerEnded => false;

    /// <summary>
    /// Ends the connection now: what is pending and what comes later fails with <see cref="ConnectionClosedException"/>.
    /// From any thread, any number of times.
    /// </summary>
    void Abort();
}
