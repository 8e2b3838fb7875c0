using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Tractor.ProcessTests.Kit;

/// <summary>A pseudo-terminal with a shell command in its foreground, as a person at a keyboard has it.</summary>
internal sealed partial class Terminal : IAsyncDisposable
{
    private const int ReadWriteNoControl = 0x102; // O_RDWR | O_NOCTTY
    private const byte ControlC = 3;

    private readonly FileStream _master;
    private readonly Process _process;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tractor-test-");
    private readonly Task _reading;

    private Terminal(string command)
    {
        int master = OpenMaster(ReadWriteNoControl);
        Assert.That(master, Is.GreaterThanOrEqualTo(0), "posix_openpt");
        Assert.That(Unlock(master), Is.Zero, "unlockpt");
        byte[] name = new byte[128];
        Assert.That(NameOf(master, name, (nuint)name.Length), Is.Zero, "ptsname_r");
        string slave = Encoding.UTF8.GetString(name).TrimEnd('\0');
        _master = new FileStream(new SafeFileHandle(master, ownsHandle: true), FileAccess.ReadWrite, bufferSize: 0);

        // A session of its own, whose terminal it is; the terminal echoes nothing, so that only the programs speak.
        string inner = $"stty -echo; {command}";
        ProcessStartInfo start = new("/bin/sh", ["-c", $"exec setsid -c -w /bin/sh -c \"$0\" <{slave} >{slave} 2>&1", inner]);
        start.Environment["XDG_RUNTIME_DIR"] = _directory.FullName;
        // So that the console writes no control sequences.
        start.Environment["TERM"] = "dumb";
        _process = Process.Start(start)!;
        _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public LineLog Lines { get; } = new();

    public static Terminal Run(string command) => new(command);

    /// <summary>The key, which the terminal makes a SIGINT to all in its foreground.</summary>
    public void PressControlC() => _master.WriteByte(ControlC);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await _reading.WithinAsync();
        await _master.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private void Read()
    {
        byte[] buffer = new byte[4096];
        StringBuilder line = new();
        try
        {
            for (int count = _master.Read(buffer); count > 0; count = _master.Read(buffer))
            {
                foreach (char letter in Encoding.UTF8.GetString(buffer, 0, count))
                {
                    Take(letter, line);
                }
            }
        }
        catch (IOException)
        {
            // So a terminal tells that nobody holds its other side any more.
        }
    }

    private void Take(char letter, StringBuilder line)
    {
        if (letter == '\n')
        {
            Lines.Add(line.ToString());
            line.Clear();
        }
        else if (letter != '\r')
        {
            line.Append(letter);
        }
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt")]
    private static partial int OpenMaster(int flags);

    [LibraryImport("libc", EntryPoint = "unlockpt")]
    private static partial int Unlock(int descriptor);

    [LibraryImport("libc", EntryPoint = "ptsname_r")]
    private static partial int NameOf(int descriptor, [Out] byte[] buffer, nuint length);
}
