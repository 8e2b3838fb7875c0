using System.Diagnostics;
using System.Net.Sockets;
using Tractor.Platform;
using Tractor.ProcessTests.Death;
using Tractor.ProcessTests.Teardown;

namespace Tractor.ProcessTests.Roots;

/// <summary>CAN-06: nobody's socket file stays, however he ended.</summary>
internal sealed class SocketFileTests : ProcessFixture
{
    [TestCase("kill")]
    [TestCase("exit")]
    [TestCase("exit in peace")]
    [TestCase("fail fast")]
    [Property("Row", "CAN-06")]
    public async Task CAN06_The_socket_file_of_a_child_that_died_is_gone_with_its_nursery(string how)
    {
        string file = "";
        await Root.ErrorAsync(async nursery =>
        {
            Portal portal = await nursery.StartActorAsync("victim", Victims.Endpoints + Signs.Endpoints);
            file = (await portal.WhereAsync()).Endpoint;
            Assert.That(File.Exists(file), Is.True);
            await portal.DieAsync(how);
        });

        Assert.That(file, Is.Not.Empty);
        Assert.That(File.Exists(file), Is.False);
    }

    [Test]
    public async Task A_root_that_lives_a_while_removes_what_others_left_and_nothing_else()
    {
        RuntimeDirectory directory = new();
        string ghost = Leave(directory.Ensure(), $"ghost@{await DeadPidAsync()}-0123abcd.sock");
        string alive = Leave(directory.Location, $"alive@{Environment.ProcessId}-0123abcd.sock");
        string foreign = Path.Combine(directory.Location, "notes.txt");
        await File.WriteAllTextAsync(foreign, "mine");
        await Root.RunAsync(async nursery =>
        {
            await nursery.StartActorAsync("worker", Workers.Endpoints);
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => !File.Exists(ghost)), Is.True);
            await nursery.CancelAsync();
        });

        Assert.That(File.Exists(alive), Is.True, "of a process that lives");
        Assert.That(File.Exists(foreign), Is.True, "of somebody else");
        File.Delete(alive);
        File.Delete(foreign);
    }

    [Test]
    public async Task A_root_that_exits_in_the_midst_leaves_no_socket_file()
    {
        await using ProgramUnderTest program = ProgramUnderTest.Start("exit");
        await program.LineAsync("listening");
        Assert.That(await program.Exited.WithinAsync(), Is.EqualTo(7));
        Assert.That(program.SocketFiles, Is.Empty);
    }

    // As a process that was killed leaves it: .NET removes the name that it bound, so that is another one.
    private static string Leave(string directory, string name)
    {
        string path = Path.Combine(directory, name);
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(directory, "bound")));
        File.Move(Path.Combine(directory, "bound"), path);
        return path;
    }

    private static async Task<int> DeadPidAsync()
    {
        using Process process = Process.Start("true");
        await process.WaitForExitAsync();
        return process.Id;
    }
}
