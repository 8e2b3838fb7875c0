using System.Text;
using CsCheck;
using NUnit.Framework;
using Tractor.Platform;

namespace Tractor.Transport.Tests;

/// <summary>TPT-09 and the pattern that a sweep goes by.</summary>
[TestFixture]
internal sealed class SocketNameTests
{
    [Test]
    public void A_plain_name_shows()
        => Assert.That(UnixFileSocketName.Create("/run", "worker_1.a-b"), Does.Match($"^/run/worker_1\\.a-b@{Environment.ProcessId}-[0-9a-f]{{8}}\\.sock$"));

    [TestCase("")]
    [TestCase("..")]
    [TestCase("../../etc/x")]
    [TestCase("a/b")]
    [TestCase("a b")]
    [TestCase("a@1")]
    [TestCase("n\0ul")]
    [TestCase("größe")]
    [TestCase("line\nbreak")]
    [TestCase("x123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    [Property("Row", "TPT-09")]
    public void An_unsafe_or_long_name_gives_way_to_its_hash(string actor)
    {
        string pattern = $"^/run/actor\\.[0-9a-f]{{16}}@{Environment.ProcessId}-[0-9a-f]{{8}}\\.sock$";
        string first = UnixFileSocketName.Create("/run", actor);
        string second = UnixFileSocketName.Create("/run", actor);

        Assert.That(first, Does.Match(pattern));
        Assert.That(first[.."/run/actor.0123456789abcdef".Length], Is.EqualTo(second[.."/run/actor.0123456789abcdef".Length]));
        Assert.That(first, Is.Not.EqualTo(second));
    }

    [Test]
    public void Every_name_makes_a_path_that_fits_and_that_a_sweep_reads()
        => Gen.Select(Gen.String, Gen.Int[1, 50]).Sample((actor, length) =>
        {
            string directory = "/" + new string('d', length);
            string path = UnixFileSocketName.Create(directory, actor);
            return Encoding.UTF8.GetByteCount(path) <= 107
                && Path.GetDirectoryName(path) == directory
                && UnixFileSocketName.TryReadProcess(Path.GetFileName(path), out int pid) && pid == Environment.ProcessId;
        });

    [Test]
    [Property("Row", "TPT-09")]
    public async Task The_longest_directory_works_and_a_longer_one_is_named()
    {
        using ScratchDirectory scratch = new();
        int tail = $"/actor.0123456789abcdef@{Environment.ProcessId}-01234567.sock~".Length;
        string longest = scratch[new string('d', UnixFileSocketName.MaximalPathLength - tail - scratch.Location.Length - 1)];
        await using IListener listener = new UnixSocketTransport(new RuntimeDirectory(longest)).Listen(new string('n', 300));
        await using IConnection client = await new UnixSocketTransport().ConnectAsync(listener.Address, CancellationToken.None);

        TransportException? error = Assert.Throws<TransportException>(() => new UnixSocketTransport(new RuntimeDirectory(longest + "d")).Listen(new string('n', 300)));
        Assert.That(error!.Message, Does.Contain($"'{longest}d' is too long").And.Contain("XDG_RUNTIME_DIR"));
    }

    [TestCase("a@12-0123abcd.sock", 12)]
    [TestCase("a@b@12-0123abcd.sock~", 12)]
    [TestCase("@12-0123abcd.sock", 0)]
    [TestCase("a@-0123abcd.sock", 0)]
    [TestCase("a@0-0123abcd.sock", 0)]
    [TestCase("a@-5-0123abcd.sock", 0)]
    [TestCase("a@12-0123abc.sock", 0)]
    [TestCase("a@12-0123ABCD.sock", 0)]
    [TestCase("a@12.sock", 0)]
    [TestCase("a@99999999999-0123abcd.sock", 0)]
    [TestCase("a@12-0123abcd.sock.bak", 0)]
    [TestCase("registry.sock", 0)]
    [TestCase("", 0)]
    [Property("Row", "TPT-10")]
    public void Only_our_pattern_names_a_process(string name, int pid)
    {
        Assert.That(UnixFileSocketName.TryReadProcess(name, out int read), Is.EqualTo(pid > 0));
        Assert.That(pid == 0 || read == pid, Is.True);
    }
}
