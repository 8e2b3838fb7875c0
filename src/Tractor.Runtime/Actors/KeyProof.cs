using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Tractor.Actors;

/// <summary>
/// What the two ends of a new connection show of a key that both have to have, without showing the key: HMAC-SHA256 over
/// both sides' nonces, the address that is meant, and who connects. For transports where strangers may listen or connect.
/// </summary>
internal sealed class KeyProof
{
    private readonly Guid[] _key;
    private readonly byte[] _transcript;

    /// <param name="key">The one-time token of a child, or the secret of the tree.</param>
    /// <param name="address">Where the connector connects and the listener listens: what was relayed to another place fits nowhere.</param>
    /// <param name="hello">What the connector said, with the version and its nonce.</param>
    /// <param name="nonce">The listener's nonce.</param>
    public KeyProof(Guid[] key, ActorAddress address, byte[] hello, Guid[] nonce)
    {
        _key = key;

        // One of one length first, then one that says its own length, then the rest: only one reading is possible.
        _transcript = [.. MemoryMarshal.AsBytes(nonce.AsSpan()), .. hello, .. Encoding.UTF8.GetBytes(address.ToString())];
    }

    /// <summary>What the listener shows.</summary>
    public byte[] OfListener() => Code("tractor listener");

    /// <summary>What the connector shows.</summary>
    public byte[] OfConnector() => Code("tractor connector");

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public static bool Fits(byte[] expected, byte[]? shown) => shown is not null && CryptographicOperations.FixedTimeEquals(expected, shown);

    /// <summary>Hides 32 bytes that only the other end can read, or makes such bytes readable again.</summary>
    public Guid[] Cover(Guid[] secret)
    {
        byte[] mask = Code("tractor cover");
        byte[] covered = MemoryMarshal.AsBytes(secret.AsSpan()).ToArray();
        if (covered.Length != mask.Length)
        {
            throw new ArgumentException($"A secret has {mask.Length} bytes, not {covered.Length}.", nameof(secret));
        }

        for (int i = 0; i < mask.Length; i++)
        {
            covered[i] ^= mask[i];
        }

        return MemoryMarshal.Cast<byte, Guid>(covered).ToArray();
    }

    private byte[] Code(string purpose) =>
        HMACSHA256.HashData(MemoryMarshal.AsBytes(_key.AsSpan()), [.. Encoding.UTF8.GetBytes(purpose), 0, .. _transcript]);
}
