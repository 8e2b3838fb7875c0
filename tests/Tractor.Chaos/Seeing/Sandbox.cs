using Tractor.Shared;

namespace Tractor.Chaos.Seeing;

/// <summary>The directories of a run of the driver, which all its processes inherit: what is left in them is seen.</summary>
internal sealed class Sandbox : IDisposable
{
    private readonly OwnDirectory _top = new("tractor-chaos-");
    private readonly FileStream _errors;

    public Sandbox()
    {
        Directory.CreateDirectory(RuntimeDirectory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.CreateDirectory(TemporaryDirectory);
        _errors = new FileStream(Path.Join(_top.Path, "errors"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        Environment.SetEnvironmentVariable("XDG_RUNTIME_DIR", RuntimeDirectory);
        Environment.SetEnvironmentVariable("TMPDIR", TemporaryDirectory);

        // What the runtime itself would leave behind of a process that is killed.
        Environment.SetEnvironmentVariable("DOTNET_EnableDiagnostics", "0");
        Native.Redirect(_errors.SafeFileHandle, 2);
    }

    public string EventsPath => Path.Join(_top.Path, "events");

    public string ReportPath => Path.Join(_top.Path, "report");

    private string RuntimeDirectory => Path.Join(_top.Path, "run");

    private string TemporaryDirectory => Path.Join(_top.Path, "tmp");

    /// <summary>Sockets and temporary files, but for those of the processes given.</summary>
    public IReadOnlyList<string> FilesBut(IReadOnlyCollection<int> owners) =>
    [
        .. Directory.EnumerateFileSystemEntries(RuntimeDirectory, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) != "tractor")
            .Concat(Directory.EnumerateFileSystemEntries(TemporaryDirectory, "*", SearchOption.AllDirectories))
            .Where(path => !owners.Any(owner => Path.GetFileName(path).Contains($"@{owner}-", StringComparison.Ordinal))),
    ];

    /// <summary>Forgets what the trees before wrote to standard error, and the report of their root.</summary>
    public void Clear()
    {
        _errors.SetLength(0);
        File.Delete(ReportPath);
    }

    /// <summary>The end of what the processes wrote to standard error.</summary>
    public string ErrorTail(int characters)
    {
        string all = File.ReadAllText(_errors.Name);
        return all.Length > characters ? all[^characters..] : all;
    }

    public void Dispose()
    {
        _errors.Dispose();
        _top.Dispose();
    }
}
