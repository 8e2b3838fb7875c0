using System.Net.Sockets;
using Nerdbank.Streams;

namespace Benchmarks.MultiplexingPeer;

/// <summary>What both sides agree on: the protocol, and that a channel's name is its order: what, count, size.</summary>
internal static class Wire
{
    /// <summary>How many frames are written before a flush.</summary>
    public const int FramesAFlush = 64;

    public static Task<MultiplexingStream> OpenAsync(Socket socket) => MultiplexingStream.CreateAsync(
        new NetworkStream(socket, ownsSocket: true),
        new MultiplexingStream.Options { ProtocolMajorVersion = 3, StartSuspended = true, DefaultChannelReceivingWindowSize = 1 << 20 },
        CancellationToken.None);
}
