using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>What the system's errors at TCP sockets mean to a user.</summary>
internal static class TcpErrors
{
    public static TransportException Listening(string where, SocketException error)
    {
        (TransportFault fault, string why) = error.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse => (TransportFault.AddressInUse, "another program listens there. Choose another port, or port 0 for a free one."),
            SocketError.AccessDenied => (TransportFault.Denied, "this user may not use that port. Choose one above 1023, or port 0 for a free one."),
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => (TransportFault.InvalidAddress, "this host has no such address. Use 127.0.0.1, or [::1] where there is IPv6."),
            _ => (TransportFault.Other, error.Message),
        };
        return new TransportException(fault, $"Cannot listen {where}: {why}", error);
    }

    /// <remarks>
    /// "Not connected" is a connection that was made and reset before it was looked at: who listened has ended meanwhile.
    /// </remarks>
    public static TransportException Connecting(ActorAddress address, SocketException? error)
    {
        (TransportFault fault, string why) = error?.SocketErrorCode switch
        {
            null or SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.NotConnected => (TransportFault.NobodyListens, "nobody listens there: the actor has ended, or has not started yet. Check the address and that the actor runs."),
            SocketError.TooManyOpenSockets => (TransportFault.Other, SocketErrors.NoDescriptors),
            SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported => (TransportFault.Other, "this host has no such address, or no free port left to connect from."),
            _ => (TransportFault.Other, error.Message),
        };
        return new TransportException(fault, $"Cannot connect to {address}: {why}", error);
    }
}
