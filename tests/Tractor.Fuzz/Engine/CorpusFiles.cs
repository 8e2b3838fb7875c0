using System.Security.Cryptography;

namespace Tractor.Fuzz.Engine;

/// <summary>Inputs in a folder a target, named by their content.</summary>
internal static class CorpusFiles
{
    public static IEnumerable<byte[]> Read(string directory, string target)
    {
        string folder = Path.Combine(directory, target);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(bytes => bytes.Length <= Mutator.MaxBytes)
            : [];
    }

    public static void Add(string directory, string target, byte[] input)
    {
        string folder = Path.Combine(directory, target);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, NameOf(input)), input);
    }

    /// <summary>Keeps an input that broke something; gives its path.</summary>
    public static string AddCrash(string directory, string target, byte[] input)
    {
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, $"{target}-{NameOf(input)}");
        File.WriteAllBytes(path, input);
        return path;
    }

    private static string NameOf(byte[] input) => Convert.ToHexStringLower(SHA256.HashData(input))[..16];
}
