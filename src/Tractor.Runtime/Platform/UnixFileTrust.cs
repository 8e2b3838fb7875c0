using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>Whether a directory and the way to it are such that no other user can put something else in its place (TPT-08).</summary>
[UnsupportedOSPlatform("windows")]
internal static class UnixFileTrust
{
    private const uint Root = 0;
    private const int MaximalLinks = 16;

    /// <summary>
    /// Checks every directory from the root down to <paramref name="path"/>: each a directory of root's or of
    /// <paramref name="user"/>'s in which no third user may replace entries. A link on the way is followed only where
    /// root alone could have made it (as the systems do whose /tmp is one).
    /// </summary>
    /// <exception cref="IOException">One is not; the text says which and why.</exception>
    public static void RequireSafeWay(string path, uint user)
    {
        Stack<string> ahead = new();
        PushParts(ahead, path);
        string current = "/";
        UnixFileStatus directory = RequireSafeDirectory(current, path, user);
        int links = 0;
        while (ahead.TryPop(out string? part))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? "/";
                directory = RequireSafeDirectory(current, path, user);
                continue;
            }

            string next = Path.Join(current, part);
            if (Status(next, path).IsSymbolicLink)
            {
                current = Follow(next, directory, path, ahead, ++links) ?? current;
                continue;
            }

            current = next;
            directory = RequireSafeDirectory(current, path, user);
        }
    }

    private static string? Follow(string link, UnixFileStatus directory, string path, Stack<string> ahead, int links)
    {
        bool ofTheSystem = Status(link, path).Owner == Root && directory.Owner == Root && !directory.IsWritableByOthers;
        if (!ofTheSystem || links > MaximalLinks)
        {
            throw new IOException($"'{link}' on the way to '{path}' is a symbolic link, which could be turned elsewhere.");
        }

        string target = new FileInfo(link).LinkTarget ?? throw new IOException($"'{link}' changed while it was looked at.");
        PushParts(ahead, target);
        return target.StartsWith('/') ? "/" : null;
    }

    private static UnixFileStatus RequireSafeDirectory(string directory, string path, uint user)
    {
        UnixFileStatus status = Status(directory, path);
        if (!status.IsDirectory)
        {
            throw new IOException($"'{directory}' on the way to '{path}' is not a directory.");
        }

        if (status.Owner != Root && status.Owner != user)
        {
            throw new IOException($"'{directory}' on the way to '{path}' belongs to user {status.Owner}, who could put another directory in its place.");
        }

        return status.LetsOthersReplaceEntries
            ? throw new IOException($"'{directory}' on the way to '{path}' may be changed by other users (its mode lacks the sticky bit).")
            : status;
    }

    private static UnixFileStatus Status(string entry, string path)
        => UnixFileNative.TryGetStatus(entry) ?? throw new IOException($"'{entry}' on the way to '{path}' does not exist.");

    private static void PushParts(Stack<string> ahead, string path)
    {
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
            {
                ahead.Push(part);
            }
        }
    }
}
