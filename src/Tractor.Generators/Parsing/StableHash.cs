using System.Text;

namespace Tractor.Generators.Parsing;

/// <summary>
/// FNV-1a of 64 bits over UTF-8. The ids of endpoints are made with it, and both sides of a connection must agree on
/// them: it never changes.
/// </summary>
internal static class StableHash
{
    private const ulong OffsetBasis = 0xCBF29CE484222325;
    private const ulong Prime = 0x100000001B3;

    public static ulong Of(string text)
    {
        ulong hash = OffsetBasis;
        foreach (byte octet in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ octet) * Prime);
        }

        return hash;
    }
}
