using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Tractor.Actors;

/// <summary>Tokens and secrets: 244 random bits each, from the system's generator.</summary>
internal static class Credentials
{
    private const int Parts = 2;

    /// <summary>Whether it can be one: also of a nonce.</summary>
    public static bool HasLength([NotNullWhen(true)] Guid[]? credential) => credential is { Length: Parts };

    public static Guid[] Create() => [Guid.NewGuid(), Guid.NewGuid()];

    /// <summary>Compares in a time that does not depend on where they differ.</summary>
    public static bool AreEqual(Guid[] expected, Guid[]? given)
    {
        if (given is not { Length: Parts } || expected.Length != Parts)
        {
            return false;
        }

        ReadOnlySpan<byte> left = MemoryMarshal.AsBytes(expected.AsSpan());
        ReadOnlySpan<byte> right = MemoryMarshal.AsBytes(given.AsSpan());
        int difference = 0;
        for (int i = 0; i < left.Length; i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
