using System.Net.Sockets;
using Tractor.Errors;

namespace Tractor.Links;

/// <summary>Errors of a whole connection: those that this side tells the peer, and those that the peer told.</summary>
internal static class LinkFault
{
    /// <summary>
    /// Whether what ended the reading is for the peer to know: it broke the protocol, or this side failed. Not if the
    /// connection itself is gone, or the peer ended it.
    /// </summary>
    public static bool IsToBeTold(Exception? error) =>
        error is not (null or IOException or SocketException or ObjectDisposedException or OperationCanceledException or PeerLostException);

    /// <summary>What the dialogs hear when the peer tells of an error in no dialog (RPC-09).</summary>
    public static PeerLostException Told(Link link, ErrorInfo info)
    {
        Exception told = ErrorBox.Unpack(info, link.Peer);
        return new PeerLostException(link.Peer, "it ended the connection because of an error", link.Dialogs.CallsInFlight(), told) { IsTold = true };
    }
}
