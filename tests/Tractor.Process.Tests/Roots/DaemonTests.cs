namespace Tractor.ProcessTests.Roots;

/// <summary>A root that serves, and a client that is none of its tree's processes.</summary>
internal sealed class DaemonTests : LeakGuard
{
    [TestCase("uds")]
    [TestCase("tcp")]
    [Property("Row", "CAN-15")]
    public async Task CAN15_SIGINT_to_a_daemon_ends_it_with_its_children_and_its_client_sees_the_connection_close(string transport)
    {
        await using ProgramUnderTest daemon = ProgramUnderTest.Start("daemon", transport);
        string[] where = (await daemon.LineAsync("serving ")).Split(' ');
        Assert.That(where[1], Does.StartWith(transport));
        await using ProgramUnderTest client = ProgramUnderTest.Start(["visit", .. where.Skip(1)]);
        int[] pids = [.. (await client.LineAsync("visiting ")).Split(' ').Skip(1).Select(int.Parse)];
        Assert.That((pids[0], pids.Length), Is.EqualTo((daemon.Pid, 3)));
        daemon.Signal(Signals.Interrupt);

        Assert.That(await daemon.Exited.WithinAsync(), Is.EqualTo(128 + Signals.Interrupt));
        Assert.That(pids.All(ProcessTree.IsGone), Is.True, "its children are gone before it");
        Assert.That(daemon.SocketFiles, Is.Empty);
        await Task.WhenAll(daemon.LineAsync("finally worker_0"), daemon.LineAsync("finally worker_1"));
        Assert.That(daemon.Lines.Where(line => line.StartsWith("finally ", StringComparison.Ordinal)), Is.EquivalentTo(new[] { "finally worker_0", "finally worker_1" }));
        Assert.That(daemon.Errors, Does.Not.Contain("Unhandled"));

        Assert.That(await client.Exited.WithinAsync(), Is.Zero, client.Errors);
        Assert.That(await client.LineAsync("dialog "), Is.EqualTo("dialog Signal by daemon"));
        Assert.That(await client.LineAsync("lost "), Does.StartWith($"lost PeerLostException The connection to daemon@{daemon.Pid} was lost: it ended in order").And.Contain("got SIGINT"));
        Assert.That(await client.LineAsync("call "), Does.StartWith("call PeerLostException").And.Contain("got SIGINT"));
        Assert.That(await client.LineAsync("reconnect "), Does.StartWith("reconnect TransportException").And.Contain(where[1]));
    }
}
