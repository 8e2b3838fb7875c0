using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>The directory of this user's sockets: of mode 0700, his own, and safe from being swapped (TPT-08).</summary>
internal sealed class RuntimeDirectory
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private const string Advice = "Remove it, or set XDG_RUNTIME_DIR to a directory of your own with mode 0700.";

    /// <summary>Names a directory without touching it.</summary>
    /// <param name="path">
    /// An absolute path, whose parent exists; by default <c>$XDG_RUNTIME_DIR/tractor</c> where that is a directory of
    /// this user's, else <c>tractor-{uid}</c> in the temporary directory.
    /// </param>
    public RuntimeDirectory(string? path = null) => Location =
        Path.TrimEndingDirectorySeparator(path ?? LocationWith(Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR"), Path.GetTempPath()));

    /// <summary>Its path. Nothing is checked yet: see <see cref="Ensure"/>.</summary>
    public string Location { get; }

    /// <summary>Makes the directory where it is missing (TPT-07) and refuses it where others have a hand in it.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="IOException">It is not this user's alone; the text says why and what to do.</exception>
    public string Ensure()
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("Unix domain sockets are not used on Windows; choose another transport.");
        }

        uint user = UnixFileNative.EffectiveUser;
        string parent = Path.GetDirectoryName(Location) ?? throw new IOException($"The root directory cannot hold sockets. {Advice}");
        try
        {
            UnixFileTrust.RequireSafeWay(parent, user);
        }
        catch (IOException error)
        {
            throw new IOException($"The directory of sockets '{Location}' cannot be used: {error.Message} Set XDG_RUNTIME_DIR to a directory of your own with mode 0700.", error);
        }

        if (UnixFileNative.TryGetStatus(Location) is null)
        {
            // If someone is faster, nothing is created; what is there is checked below all the same.
            Directory.CreateDirectory(Location, Private);
        }

        RequireOwn(user);
        return Location;
    }

    /// <summary>Removes the sockets of our pattern, in this directory and of this user, whose process is gone.</summary>
    /// <returns>How many were removed.</returns>
    /// <exception cref="IOException">The directory is not this user's alone.</exception>
    public int SweepStale()
    {
        uint user = UnixFileNative.EffectiveUser;
        return Directory.EnumerateFiles(Ensure()).Count(path => IsStale(path, user) && TryRemove(path));
    }

    /// <summary>As <see cref="SweepStale"/>, for who is about to end: what cannot be looked at stays, and nothing is made.</summary>
    public void TrySweepStale()
    {
        try
        {
            if (Directory.Exists(Location))
            {
                SweepStale();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The directory went first, or was taken away.
        }
    }

    /// <summary>The directory that a process with these variables uses.</summary>
    public static RuntimeDirectory In(IReadOnlyDictionary<string, string> environment) => new(LocationWith(
        environment.GetValueOrDefault("XDG_RUNTIME_DIR"),
        environment.GetValueOrDefault("TMPDIR") is { Length: > 0 } temporary ? temporary : "/tmp"));

    /// <summary>Removes the sockets of one process, which is gone or about to go. What cannot be removed stays.</summary>
    public void RemoveOf(int pid)
    {
        try
        {
            foreach (string path in Directory.Exists(Location) ? Directory.EnumerateFiles(Location, $"*@{pid}-*") : [])
            {
                if (UnixFileSocketName.TryReadProcess(Path.GetFileName(path), out int owner) && owner == pid)
                {
                    TryRemove(path);
                }
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The directory went first, or was taken away.
        }
    }

    [UnsupportedOSPlatform("windows")]
    private void RequireOwn(uint user)
    {
        UnixFileStatus status = UnixFileNative.TryGetStatus(Location) ?? throw new IOException($"'{Location}' was removed while it was made.");
        if (status.IsSymbolicLink || !status.IsDirectory)
        {
            throw new IOException($"'{Location}', the directory of sockets, is {(status.IsSymbolicLink ? "a symbolic link" : "not a directory")}. {Advice}");
        }

        if (status.Owner != user)
        {
            throw new IOException($"'{Location}', the directory of sockets, belongs to user {status.Owner}, not to {user}. {Advice}");
        }

        // Only now, when it is known to be ours and no link: a change of mode follows links.
        if (status.Permissions != Private)
        {
            File.SetUnixFileMode(Location, Private);
        }
    }

    private static bool IsStale(string path, uint user)
        => UnixFileSocketName.TryReadProcess(Path.GetFileName(path), out int pid)
            && !UnixFileNative.ProcessLives(pid)
            && UnixFileNative.TryGetStatus(path) is { IsSocket: true } status && status.Owner == user
            && !UnixFileSocketProbe.IsAlive(path);

    private static bool TryRemove(string path)
    {
        try
        {
            File.Delete(path);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string LocationWith(string? ofSession, string temporary) =>
        IsUsable(ofSession)
            ? Path.Join(ofSession, "tractor")
            : Path.Join(temporary, $"tractor-{User}");

    // Without a culture, which has the runtime load ICU: every child comes here.
    private static string User => (OperatingSystem.IsWindows() ? 0 : UnixFileNative.EffectiveUser).ToString(provider: null);

    // Under sudo the variable may still name the directory of the user who called it.
    private static bool IsUsable(string? directory)
        => !OperatingSystem.IsWindows() && directory is not null && Path.IsPathFullyQualified(directory)
            && Directory.Exists(directory) && UnixFileNative.TryGetStatus(Path.TrimEndingDirectorySeparator(directory)) is { } status
            && status.Owner == UnixFileNative.EffectiveUser;
}
