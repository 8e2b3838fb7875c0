using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>Which of the system's errors mean what.</summary>
internal static class SocketErrors
{
    /// <summary>What the want of descriptors means to who connects.</summary>
    public const string NoDescriptors = "this process has no file descriptor left for it. Close what is not needed, or raise the limit of open files (ulimit -n).";

    private const int OutOfMemory = 12; // ENOMEM, which has no SocketError of its own.

    /// <summary>
    /// The peer has left: the only errors that become <see cref="ConnectionClosedException"/> by themselves. A group is such
    /// an error if there is nothing else in it (TPT-04).
    /// </summary>
    public static bool IsPeerClose(Exception error) => error switch
    {
        SocketException one => one.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted,
        AggregateException { InnerExceptions.Count: > 0 } group => group.InnerExceptions.All(IsPeerClose),
        _ => false,
    };

    /// <summary>What a pending or later operation ends with once this side has closed the socket.</summary>
    public static bool IsLocalClose(Exception error)
        => error is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotConnected or SocketError.NotSocket };

    /// <summary>An accept that may succeed a moment later.</summary>
    public static bool IsTransientAccept(SocketException error)
        => error.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable
            or SocketError.ConnectionAborted or SocketError.ConnectionReset or SocketError.Interrupted
            or SocketError.NetworkDown or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.TimedOut
            || error.NativeErrorCode == OutOfMemory;
}
