using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Tractor.Transport;

/// <summary>The addresses of <see cref="TcpTransport"/>: a numeric loopback address and a port, written in one way only.</summary>
internal static class TcpAddress
{
    public const string Scheme = "tcp";

    public static ActorAddress Of(IPEndPoint endpoint) => new(Scheme, endpoint.ToString());

    /// <summary>Reads an address.</summary>
    /// <param name="address">An address of this scheme.</param>
    /// <param name="purpose">"listen at" or "connect to", for the text of the error.</param>
    /// <exception cref="TransportException">It is none, or leads to another host.</exception>
    public static IPEndPoint Parse(ActorAddress address, string purpose)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Transport != Scheme || !TryParse(address.Endpoint, out IPEndPoint? endpoint))
        {
            throw new TransportException(
                TransportFault.InvalidAddress,
                $"Cannot {purpose} '{address}': it is no TCP address of this host. Expected '{Scheme}:' with a numeric loopback address and a port, as in '{Scheme}:127.0.0.1:4711' or '{Scheme}:[::1]:4711'; names are not looked up.");
        }

        return IPAddress.IsLoopback(endpoint.Address)
            ? endpoint
            : throw new TransportException(
                TransportFault.Denied,
                $"Cannot {purpose} {address}: it is no loopback address. Over TCP actors reach only actors of their own host, since what they send is not encrypted. Use 127.0.0.1 or [::1].");
    }

    // Both sides of a handshake prove that they mean the same address, so there is one way to write it.
    private static bool TryParse(string text, [NotNullWhen(true)] out IPEndPoint? endpoint) =>
        IPEndPoint.TryParse(text, out endpoint) && !endpoint.Address.IsIPv4MappedToIPv6 && endpoint.ToString() == text;
}
