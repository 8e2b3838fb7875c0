using System.ComponentModel;
using System.Runtime.Versioning;

using System.Text;
using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
internal sealed class ChildSurroundingsTests : ChildFixture
{
    [Test]
    public async Task Standard_input_is_empty() =>
        Assert.That(await OutputAsync(ShellRequest("wc -c >&2; readlink /proc/self/fd/0 >&2")), Is.EqualTo("0\n/dev/null\n"));

    [Test]
    public async Task Standard_output_is_ours() => Assert.That(
        (await OutputAsync(ShellRequest("exec 3>&1; readlink /proc/$$/fd/3 >&2"))).Trim(),
        Is.EqualTo(new FileInfo("/proc/self/fd/1").LinkTarget));

    [Test]
    public async Task There_are_no_descriptors_but_0_to_2()
    {
        // One that is not close-on-exec, as a native library might leave it.
        using FileDescriptor leaky = new(Leak());

        // 3 is the directory that ls reads.
        string listing = await OutputAsync(ShellRequest("exec ls /proc/self/fd >&2"));

        Assert.That(listing.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "0", "1", "2", "3" }));
    }

    [Test]
    public async Task There_is_the_connection_that_was_made_for_it_and_it_works()
    {
        ConnectionPair pair = ConnectionPair.Create(1 << 16);
        using RawSocket ours = pair.Ours;
        using FileDescriptor theirs = pair.Theirs;
        Assert.That(theirs.Number, Is.GreaterThan(SpawnFileActions.ConnectionNumber));

        // 4 is the directory that ls reads.
        string listing = await OutputAsync(ShellRequest("printf ready >&3; exec ls /proc/self/fd >&2") with { Connection = theirs });

        Assert.That(listing.Split('\n', StringSplitOptions.RemoveEmptyEntries), Is.EqualTo(new[] { "0", "1", "2", "3", "4" }));
        byte[] said = new byte[16];
        Assert.That(Encoding.ASCII.GetString(said, 0, ours.TryReceive(said)), Is.EqualTo("ready"));
        Assert.That(ours.TryReceive(said), Is.EqualTo(RawSocket.WouldWait), "the test still holds the other end");
        theirs.Dispose();
        Assert.That(ours.TryReceive(said), Is.Zero);
    }

    [Test]
    public async Task No_signal_is_ignored_or_blocked()
    {
        string status = await OutputAsync(ShellRequest("grep -E 'Sig(Blk|Ign):' /proc/self/status >&2"));

        // The two signals of glibc's own, 32 and 33, are always ignored after posix_spawn.
        Assert.That(status, Is.AnyOf(
            "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n",
            "SigBlk:\t0000000000000000\nSigIgn:\t0000000180000000\n"));
    }

    [Test]
    public async Task The_child_is_in_our_process_group()
    {
        string ours = (await File.ReadAllTextAsync("/proc/self/stat")).Split(") ")[^1].Split(' ')[2];

        string group = await OutputAsync(ShellRequest("read -r stat </proc/$$/stat; set -- ${stat##*) }; echo $3 >&2"));

        Assert.That(group.Trim(), Is.EqualTo(ours));
    }

    [Test]
    public async Task Directory_environment_and_arguments_are_passed_exactly()
    {
        ProcessStartRequest request = new()
        {
            FileName = "/bin/sh",
            Argument0 = "another name",
            Arguments = ["-c", "tr '\\0' '|' </proc/$$/cmdline >&2; tr '\\0' '|' </proc/$$/environ >&2; pwd >&2", "", "a b", "ü\n\"*"],
            Environment = new Dictionary<string, string> { ["PATH"] = "/usr/bin:/bin", ["EMPTY"] = "", ["Ünï"] = "a=b c" },
            WorkingDirectory = Scratch,
        };

        string output = await OutputAsync(request);

        string script = request.Arguments[1];
        Assert.That(output, Is.EqualTo(
            $"another name|-c|{script}||a b|ü\n\"*|PATH=/usr/bin:/bin|EMPTY=|Ünï=a=b c|{Scratch}\n"));
    }

    [Test]
    public void A_missing_file_is_named()
    {
        ProcessStartRequest request = ShellRequest("") with { FileName = "/no/such/program" };

        Win32Exception? error = Assert.Throws<Win32Exception>(() => Start(request));

        Assert.That(error!.Message, Does.Contain("'/no/such/program'").And.Contain("No such file or directory (error 2)"));
        Assert.That(error.Message, Does.Not.Contain("interpreter"));
    }

    [Test]
    public void A_directory_that_cannot_be_entered_is_named()
    {
        ProcessStartRequest request = ShellRequest("") with { WorkingDirectory = "/no/such/directory" };

        Win32Exception? error = Assert.Throws<Win32Exception>(() => Start(request));

        Assert.That(error!.Message, Does.Contain("working directory '/no/such/directory' cannot be entered"));
        Assert.That(error.NativeErrorCode, Is.EqualTo(2));
    }

    [Test]
    public async Task A_file_that_cannot_be_run_is_named()
    {
        string file = Path.Join(Scratch, "plain.txt");
        await File.WriteAllTextAsync(file, "plain");

        Win32Exception? error = Assert.Throws<Win32Exception>(() => Start(ShellRequest("") with { FileName = file }));

        Assert.That(error!.Message, Does.Contain(file).And.Contain("Permission denied (error 13)"));
    }

    [Test]
    public async Task A_missing_interpreter_is_hinted_at()
    {
        string file = Path.Join(Scratch, "script");
        await File.WriteAllTextAsync(file, "#!/no/such/interpreter\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Win32Exception? error = Assert.Throws<Win32Exception>(() => Start(ShellRequest("") with { FileName = file }));

        Assert.That(error!.Message, Does.Contain(file).And.Contain("interpreter missing?"));
    }

    [TestCase("A=B")]
    [TestCase("")]
    [TestCase("A\0B")]
    public void A_variable_that_cannot_be_passed_is_refused(string name)
    {
        Dictionary<string, string> environment = new() { [name] = "x" };

        Assert.Throws<ArgumentException>(() => Start(ShellRequest("") with { Environment = environment }));
    }

    [Test]
    public void An_argument_with_a_NUL_is_refused() => Assert.Throws<ArgumentException>(() => Start(ShellRequest("exit\0")));

    private static unsafe int Leak()
    {
        int* ends = stackalloc int[2];
        Assert.That(NativeDescriptors.Pipe(ends, 0), Is.Zero);
        _ = NativeDescriptors.Close(ends[1]);
        return ends[0];
    }
}
