using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using NUnit.Framework;
using Tractor.Platform;
using Tractor.TestKit;

namespace Tractor.Transport.Tests;

/// <summary>TPT-06, TPT-10: what the dead left goes, and nothing else.</summary>
[TestFixture]
internal sealed class StaleSocketTests
{
    private ScratchDirectory scratch = null!;
    private string directory = null!;

    [SetUp]
    public void MakeScratch()
    {
        scratch = new ScratchDirectory();
        directory = scratch.Runtime.Ensure();
    }

    [TearDown]
    public void RemoveScratch() => scratch.Dispose();

    [Test]
    [Property("Row", "TPT-10")]
    public async Task A_sweep_takes_sockets_of_ended_processes_only()
    {
        int gone = await EndedProcessAsync();
        string[] stale = [Leave($"a@{gone}-00000001.sock"), Leave($"b@{gone}-00000002.sock~")];
        List<string> kept = [Leave($"a@{Environment.ProcessId}-00000001.sock"), Leave($"a@1-00000001.sock"), Leave("registry.sock"), Leave($"a@{gone}.sock")];
        kept.Add(Path.Join(directory, $"file@{gone}-00000003.sock"));
        await File.WriteAllTextAsync(kept[^1], "no socket");
        using Socket live = Bind(Path.Join(directory, $"live@{gone}-00000004.sock"));
        live.Listen();
        kept.Add(Path.Join(directory, $"live@{gone}-00000004.sock"));
        if (UnixFileNative.EffectiveUser == 0)
        {
            kept.Add(Leave($"foreign@{gone}-00000005.sock"));
            TestNative.GiveTo(kept[^1], 65_533);
        }

        Assert.That(scratch.Runtime.SweepStale(), Is.EqualTo(stale.Length));
        Assert.That(Directory.GetFiles(directory), Is.EquivalentTo(kept));
    }

    [Test]
    public async Task A_sweep_takes_sockets_of_the_dead_that_nobody_has_reaped()
    {
        using Process parent = Process.Start(new ProcessStartInfo("sh", ["-c", "exec 3<&0; read x <&3 & echo $!; exec sleep 60"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        try
        {
            int zombie = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);

            // The shell itself would reap it.
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => File.ReadAllText($"/proc/{parent.Id}/comm").Trim() == "sleep"), Is.True);
            parent.StandardInput.Close();
            Assert.That(await Soon.HoldsAsync(Soon.Bound, () => ProcessTree.StateOf(zombie) == 'Z'), Is.True);
            string left = Leave($"a@{zombie}-00000001.sock");
            Assert.That((scratch.Runtime.SweepStale(), File.Exists(left)), Is.EqualTo((1, false)));
        }
        finally
        {
            parent.Kill();
            await parent.WaitForExitAsync();
        }
    }

    [Test]
    public async Task A_stale_file_at_a_fixed_address_is_replaced()
    {
        ActorAddress address = new("uds", Leave("registry.sock"));
        Leave("registry.sock~");
        UnixSocketTransport transport = new(scratch.Runtime);
        TransportException? error = Assert.ThrowsAsync<TransportException>(async () => await transport.ConnectAsync(address, CancellationToken.None));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.NobodyListens));

        await using IListener listener = transport.Listen(address);
        await using IConnection client = await transport.ConnectAsync(address, CancellationToken.None);
    }

    [Test]
    public async Task What_is_no_socket_or_not_ours_is_left_alone()
    {
        string file = Path.Join(directory, "registry.sock");
        await File.WriteAllTextAsync(file, "precious");
        AssertInUse(file, "no socket");
        Assert.That(await File.ReadAllTextAsync(file), Is.EqualTo("precious"));

        if (UnixFileNative.EffectiveUser == 0)
        {
            string foreign = Leave("foreign.sock");
            TestNative.GiveTo(foreign, 65_533);
            AssertInUse(foreign, "user 65533");
            Assert.That(File.Exists(foreign), Is.True);
        }
    }

    [Test]
    public async Task Closing_removes_the_own_file_and_not_a_successors()
    {
        UnixSocketTransport transport = new(scratch.Runtime);
        IListener listener = transport.Listen("a");
        string path = listener.Address.Endpoint;
        File.Delete(path);
        await using IListener successor = transport.Listen(listener.Address);
        await listener.DisposeAsync();

        Assert.That(File.Exists(path), Is.True);
        await using IConnection client = await transport.ConnectAsync(successor.Address, CancellationToken.None);
        await successor.DisposeAsync();
        Assert.That(File.Exists(path), Is.False);
    }

    [Test]
    [Repeat(50)]
    public async Task Of_many_who_want_one_address_one_gets_it()
    {
        ActorAddress address = new("uds", Leave("registry.sock"));
        UnixSocketTransport transport = new(scratch.Runtime);
        using Barrier start = new(8);
        IListener?[] listeners = await Task.WhenAll(Enumerable.Range(0, start.ParticipantCount).Select(_ => Task.Factory.StartNew(
            () => TryListen(transport, address, start), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        IListener listener = listeners.Single(one => one is not null)!;
        await using IConnection client = await transport.ConnectAsync(address, CancellationToken.None);
        await listener.DisposeAsync();
        Assert.That(File.Exists(address.Endpoint), Is.False);
    }

    private static IListener? TryListen(UnixSocketTransport transport, ActorAddress address, Barrier start)
    {
        start.SignalAndWait();
        try
        {
            return transport.Listen(address);
        }
        catch (TransportException error) when (error.Fault == TransportFault.AddressInUse)
        {
            return null;
        }
    }

    private void AssertInUse(string path, string why)
    {
        TransportException? error = Assert.Throws<TransportException>(() => new UnixSocketTransport(scratch.Runtime).Listen(new ActorAddress("uds", path)));
        Assert.That(error!.Fault, Is.EqualTo(TransportFault.AddressInUse));
        Assert.That(error.Message, Does.Contain(path).And.Contain(why));
    }

    // Closing a socket removes the name it was bound to, so that is another one.
    private string Leave(string name)
    {
        string path = Path.Join(directory, name);
        using Socket socket = Bind(path + ".bound");
        File.Move(path + ".bound", path);
        return path;
    }

    private static Socket Bind(string path)
    {
        Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static async Task<int> EndedProcessAsync()
    {
        using Process process = Process.Start("true");
        await process.WaitForExitAsync();
        Assert.That(UnixFileNative.ProcessLives(process.Id), Is.False);
        return process.Id;
    }
}
