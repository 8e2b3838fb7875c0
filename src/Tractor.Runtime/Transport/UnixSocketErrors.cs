using System.Net.Sockets;

namespace Tractor.Transport;

/// <summary>What the system's errors at Unix sockets mean to a user.</summary>
internal static class UnixSocketErrors
{
    /// <summary>Errors of the surroundings, as opposed to ours.</summary>
    public static bool IsExpected(Exception error)
        => error is (IOException or UnauthorizedAccessException or SocketException) and not ConnectionClosedException;

    public static TransportException Listening(string who, Exception error)
    {
        TransportFault fault = error switch
        {
            SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => TransportFault.AddressInUse,
            SocketException => TransportFault.Other,
            _ => TransportFault.Denied,
        };
        return new TransportException(fault, $"Cannot listen for {who}: {error.Message}", error);
    }

    /// <summary>Why a connect failed; null for an error that is not the system's.</summary>
    public static TransportException? Connecting(ActorAddress address, Exception error)
    {
        if (error is not SocketException failure)
        {
            return null;
        }

        (TransportFault fault, string why) = failure.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => (TransportFault.NobodyListens, "its socket file is there, but nobody listens: the actor has ended without removing it. Start the actor again."),
            SocketError.AddressNotAvailable => (TransportFault.NobodyListens, "there is no such socket file: the actor has ended, has not started yet, or has another XDG_RUNTIME_DIR. Check the address and that the actor runs."),
            SocketError.TooManyOpenSockets => (TransportFault.Other, SocketErrors.NoDescriptors),
            SocketError.AccessDenied => (TransportFault.Denied, "access is denied: actors connect to actors of the same user only."),
            _ => (TransportFault.Other, error.Message),
        };
        return new TransportException(fault, $"Cannot connect to {address}: {why}", error);
    }
}
