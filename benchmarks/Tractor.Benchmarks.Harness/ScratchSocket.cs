namespace Benchmarks.Harness;

/// <summary>A path for a Unix socket in a directory of its own, removed at the end.</summary>
public sealed class ScratchSocket : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("bench-");

    /// <summary>Where the socket is.</summary>
    public string Path => System.IO.Path.Combine(_directory.FullName, "s");

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
