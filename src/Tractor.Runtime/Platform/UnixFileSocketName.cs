using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tractor.Platform;

/// <summary>The names of socket files: <c>{actor}@{pid}-{8 hex}.sock</c>.</summary>
internal static class UnixFileSocketName
{
    /// <summary>What is added while a socket is bound and not yet open to peers.</summary>
    public const string Unfinished = "~";

    private const string Extension = ".sock";
    private const int SuffixLength = 8;
    private const string SafePunctuation = "._-";

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>The longest path of a socket in bytes: the system's array less the closing zero.</summary>
    public static int MaximalPathLength => OperatingSystem.IsMacOS() ? 103 : 107;

    /// <summary>A fresh path in a directory; a long or unsafe actor name gives way to a hash (TPT-09).</summary>
    /// <exception cref="PathTooLongException">The directory alone is too long.</exception>
    public static string Create(string directory, string actor)
    {
        string tail = $"@{Environment.ProcessId.ToString(provider: null)}-{Suffix()}{Extension}";
        string path = Path.Join(directory, actor + tail);
        if (IsSafe(actor) && Fits(path))
        {
            return path;
        }

        path = Path.Join(directory, $"actor.{Hash(actor)}{tail}");
        return Fits(path)
            ? path
            : throw new PathTooLongException($"The directory '{directory}' is too long for sockets: a socket's path has at most {MaximalPathLength} bytes. Set XDG_RUNTIME_DIR or TMPDIR to a shorter one.");
    }

    /// <summary>Whether a path, unfinished too, can be a socket's.</summary>
    public static bool Fits(string path) => Encoding.UTF8.GetByteCount(path) + Unfinished.Length <= MaximalPathLength;

    /// <summary>Reads the process from a file name of our pattern (TPT-10).</summary>
    public static bool TryReadProcess(string fileName, out int pid)
    {
        pid = 0;
        ReadOnlySpan<char> name = fileName;
        if (name.EndsWith(Unfinished, StringComparison.Ordinal))
        {
            name = name[..^Unfinished.Length];
        }

        int at = name.LastIndexOf('@');
        if (at <= 0 || !name.EndsWith(Extension, StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> tail = name[(at + 1)..^Extension.Length];
        int dash = tail.Length - SuffixLength - 1;
        return dash > 0 && tail[dash] == '-' && !tail[(dash + 1)..].ContainsAnyExcept(HexDigits)
            && int.TryParse(tail[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out pid) && pid > 0;
    }

    // Of the random digits of an id. The library of random numbers would load OpenSSL in each actor that listens.
    private static string Suffix() => Guid.NewGuid().ToString("N")[..SuffixLength];

    private static bool IsSafe(string actor)
    {
        foreach (char c in actor)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !SafePunctuation.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return actor.Length > 0 && actor[0] != '.';
    }

    private static string Hash(string actor) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(actor)).AsSpan(0, 8));
}
