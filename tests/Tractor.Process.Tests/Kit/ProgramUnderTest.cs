using System.Diagnostics;
using System.Reflection;
using System.Text;

namespace Tractor.ProcessTests.Kit;

/// <summary>A root in a process of its own, started from the test programs, with a runtime directory of its own.</summary>
internal sealed class ProgramUnderTest : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _directory;
    private readonly LineLog _lines = new();
    private readonly StringBuilder _errors = new();
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ProgramUnderTest(ProcessStartInfo start, DirectoryInfo directory)
    {
        _directory = directory;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => _lines.Add(line.Data);
        _process.ErrorDataReceived += (_, line) => AddError(line.Data);
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public static string ProgramPath { get; } = typeof(ProgramUnderTest).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "TestPrograms").Value!;

    public int Pid => _process.Id;

    /// <summary>The code, 128 + n for signal n. Does not wait for the end of the output, which descendants may hold open.</summary>
    public Task<int> Exited => _exited.Task;

    public string RuntimeDirectory => _directory.FullName;

    /// <summary>The socket files of its tree.</summary>
    public IEnumerable<string> SocketFiles => Leaks.SocketFiles(Path.Combine(RuntimeDirectory, "tractor"));

    public IReadOnlyList<string> Lines => _lines.All;

    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString();
            }
        }
    }

    /// <summary>The pids of the live processes of its tree, with its own: all inherit its runtime directory.</summary>
    public IReadOnlyList<int> Live() => [.. ProcessTree.Live().Where(pid => ProcessTree.HasVariable(pid, $"XDG_RUNTIME_DIR={RuntimeDirectory}"))];

    public static ProgramUnderTest Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    public static ProgramUnderTest Start(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartFile(Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet" ? path : "dotnet", ["exec", ProgramPath, .. arguments], environment);

    /// <summary>Runs any file with the surroundings of a program under test.</summary>
    public static ProgramUnderTest StartFile(string file, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tractor-test-");
        ProcessStartInfo start = new(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["XDG_RUNTIME_DIR"] = directory.FullName;
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new ProgramUnderTest(start, directory);
    }

    /// <summary>Waits for the first line that begins so.</summary>
    public async Task<string> LineAsync(string beginning)
    {
        try
        {
            return await _lines.LineAsync(beginning);
        }
        catch (TimeoutException error)
        {
            throw new AssertionException($"{error.Message}\n--- errors\n{Errors}");
        }
    }

    /// <summary>Waits until the actor of this name has announced itself; gives its pid.</summary>
    public async Task<int> PidOfAsync(string name) =>
        LineLog.PidIn(await LineAsync($"ready {name} "));

    public async Task<int[]> PidsOfAsync(params string[] names) => await Task.WhenAll(names.Select(PidOfAsync));

    public void Signal(int signal) => Signals.Send(Pid, signal);

    public async Task WriteLineAsync(string text)
    {
        await _process.StandardInput.WriteLineAsync(text);
        _process.StandardInput.Close();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_exited.Task.IsCompleted)
        {
            Signals.TrySend(Pid, Signals.Kill);
            await Exited.WithinAsync();
        }

        _process.Dispose();
        _directory.Delete(recursive: true);
    }

    private void AddError(string? line)
    {
        lock (_errors)
        {
            _errors.AppendLine(line);
        }
    }
}
