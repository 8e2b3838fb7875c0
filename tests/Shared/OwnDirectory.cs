using System.Diagnostics;

namespace Tractor.Shared;

/// <summary>
/// A directory among the temporary ones that goes with this process: when it is disposed of, and by whoever makes the next
/// one of its kind if the process did not come to that.
/// </summary>
internal sealed class OwnDirectory : IDisposable
{
    // Held locked by the owner as long as it lives, which the kernel sees to.
    private const string LockName = ".owner";

    // Between the making of a directory and its lock.
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    private readonly FileStream _lock;

    /// <summary>Makes one; removes those of the same kind whose owners are dead.</summary>
    public OwnDirectory(string prefix)
    {
        foreach (string other in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), prefix + "*"))
        {
            RemoveIfDead(other);
        }

        Path = Directory.CreateTempSubdirectory(prefix).FullName;
        _lock = Lock(Path, FileMode.CreateNew);
    }

    public string Path { get; }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    private static FileStream Lock(string directory, FileMode mode) =>
        new(System.IO.Path.Join(directory, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    private static void RemoveIfDead(string directory)
    {
        try
        {
            using FileStream taken = Lock(directory, FileMode.Open);
            Remove(directory);
        }
        catch (FileNotFoundException) when (DateTime.UtcNow - Directory.GetCreationTimeUtc(directory) > Young)
        {
            Remove(directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Its owner lives, somebody else removes it, or it is another user's.
        }
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine($"{directory} is left: {error.Message}");
        }
    }
}
