using System.Globalization;
using System.Runtime.Versioning;
using System.Text;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
internal sealed class ChildStandardErrorTests : ChildFixture
{
    [Test]
    public async Task What_a_child_says_last_is_in_the_tail_when_its_end_is_told()
    {
        for (int i = 0; i < 20; i++)
        {
            ChildProcess child = Shell("echo first >&2; echo \"last words $0\" >&2; kill -9 $$", $"{i}");
            await child.Exited.Bounded();
            Assert.That(child.StandardErrorTail, Is.EqualTo($"first\nlast words {i}\n"));
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    public async Task The_tail_is_32_KB_of_whole_characters(int shift)
    {
        // Characters of 2 bytes (ä), begun at an even or an odd byte, with 1 byte (the line feed) at the end.
        const string Script = "printf '%s' \"$0\" >&2; i=0; while [ $i -lt 2000 ]; do printf 'ääääääääää' >&2; i=$((i+1)); done; echo >&2";
        ChildProcess child = Shell(Script, new string('x', shift));
        await child.Exited.Bounded();

        string tail = child.StandardErrorTail;

        Assert.That(tail, Is.EqualTo(new string('ä', 16383) + "\n"));
        Assert.That(Encoding.UTF8.GetByteCount(tail), Is.LessThanOrEqualTo(32768));
    }

    [Test]
    public async Task A_child_that_says_much_is_not_held_up()
    {
        ChildProcess child = Shell("yes 0123456789 | head -c 3000000 >/dev/null; head -c 300000 /dev/zero | tr '\\0' '.' >&2; exit 3");

        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(3)));
        Assert.That(child.StandardErrorTail, Is.EqualTo(new string('.', 32768)));
    }

    [Test]
    public async Task A_grandchild_that_holds_standard_error_does_not_delay_the_end()
    {
        string go = Path.Join(Scratch, "go");
        ChildProcess child = Shell(
            "(until [ -e \"$0\" ]; do sleep 0.01; done; echo late >&2; exec sleep 1000) & echo $! >&2; exit 2", go);

        Assert.That(await child.Exited.Bounded(), Is.EqualTo(ProcessExit.OfCode(2)));
        int grandchild = int.Parse(child.StandardErrorTail, CultureInfo.InvariantCulture);
        using PidFd? process = PidFd.Open(grandchild);
        try
        {
            Assert.That(child.Released.IsCompleted, Is.False, "the grandchild still holds the pipe");
            await File.WriteAllTextAsync(go, "");
            await UntilTailContainsAsync(child, "late\n");
        }
        finally
        {
            Assert.That(process?.Send(SignalNumbers.Kill), Is.True, "the grandchild had ended by itself");
        }

        await child.Released.Bounded();
        await GoneAsync(grandchild);
    }

    [Test]
    public async Task Disposal_after_the_end_lets_go_of_a_pipe_that_a_grandchild_holds()
    {
        ChildProcess child = Shell("sleep 1000 & echo $! >&2; exit 0");
        await child.Exited.Bounded();
        int grandchild = int.Parse(child.StandardErrorTail, CultureInfo.InvariantCulture);

        child.Dispose();
        await child.Released.Bounded();

        using PidFd? process = PidFd.Open(grandchild);
        Assert.That(process?.Send(SignalNumbers.Kill), Is.True);
        await GoneAsync(grandchild);
    }

    // Whoever adopted it reaps it when it likes: a zombie of another's is gone as far as we can tell.
    private static Task GoneAsync(int pid) =>
        Bounds.UntilAsync(() => ProcFile.State(pid) is null or 'Z' or 'X', $"end of process {pid}");
}
