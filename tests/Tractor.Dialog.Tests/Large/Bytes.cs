using System.Security.Cryptography;

namespace Tractor.DialogTests;

/// <summary>Content by which one sees that nothing was lost or mixed.</summary>
internal static class Bytes
{
    public static byte[] Of(int size)
    {
        byte[] bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    public static string TextOf(int length) => string.Create(length, length, static (text, seed) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            text[i] = (char)('a' + ((i * 31 + seed) % 26));
        }
    });

    public static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
