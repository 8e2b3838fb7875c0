using System.Net.Sockets;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Platform;

namespace Tractor.Transport.Tests;

/// <summary>TPT-07, TPT-08: the directory of sockets is this user's alone, or refused.</summary>
[TestFixture]
[Platform(Exclude = "Win")]
[UnsupportedOSPlatform("windows")]
internal sealed class RuntimeDirectoryTests
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const uint Stranger = 65_533;

    private ScratchDirectory scratch = null!;

    [SetUp]
    public void MakeScratch() => scratch = new ScratchDirectory();

    [TearDown]
    public void RemoveScratch() => scratch.Dispose();

    [Test]
    [Property("Row", "TPT-07")]
    public async Task A_missing_directory_is_made_private_on_demand()
    {
        Assert.That(Directory.Exists(scratch.Runtime.Location), Is.False);
        await using IListener listener = new UnixSocketTransport(scratch.Runtime).Listen("a");

        Assert.That(File.GetUnixFileMode(scratch.Runtime.Location), Is.EqualTo(Private));
        Assert.That(File.GetUnixFileMode(listener.Address.Endpoint), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Test]
    [Property("Row", "TPT-08")]
    public void An_own_directory_open_to_others_is_tightened()
    {
        Directory.CreateDirectory(scratch["rt"], Private | UnixFileMode.GroupRead | UnixFileMode.OtherExecute);
        Assert.That(scratch.Runtime.Ensure(), Is.EqualTo(scratch["rt"]));
        Assert.That(File.GetUnixFileMode(scratch["rt"]), Is.EqualTo(Private));
    }

    [Test]
    [Property("Row", "TPT-08")]
    public void A_symbolic_link_is_refused_and_its_target_left_alone()
    {
        const UnixFileMode open = Private | UnixFileMode.OtherRead;
        Directory.CreateDirectory(scratch["elsewhere"]);
        File.SetUnixFileMode(scratch["elsewhere"], open);
        Directory.CreateSymbolicLink(scratch["rt"], scratch["elsewhere"]);

        AssertRefused(scratch.Runtime, "symbolic link");
        Assert.That(File.GetUnixFileMode(scratch["elsewhere"]), Is.EqualTo(open));
    }

    [Test]
    public void A_dangling_link_is_refused()
    {
        Directory.CreateSymbolicLink(scratch["rt"], scratch["nothing"]);
        AssertRefused(scratch.Runtime, "symbolic link");
        Assert.That(Directory.Exists(scratch["nothing"]), Is.False);
    }

    [Test]
    [Property("Row", "TPT-08")]
    public void A_file_is_refused()
    {
        File.WriteAllText(scratch["rt"], "");
        AssertRefused(scratch.Runtime, "not a directory");
    }

    [Test]
    public void A_missing_parent_is_named()
        => AssertRefused(new RuntimeDirectory(scratch["none/rt"]), $"'{scratch["none"]}'");

    [Test]
    [Property("Row", "TPT-08")]
    public void Another_users_directory_is_refused_and_left_alone()
    {
        RequireRoot();
        const UnixFileMode open = Private | UnixFileMode.OtherRead;
        Directory.CreateDirectory(scratch["rt"]);
        File.SetUnixFileMode(scratch["rt"], open);
        TestNative.GiveTo(scratch["rt"], Stranger);

        AssertRefused(scratch.Runtime, $"belongs to user {Stranger}");
        Assert.That(File.GetUnixFileMode(scratch["rt"]), Is.EqualTo(open));
    }

    [Test]
    public void Another_users_parent_is_refused()
    {
        RequireRoot();
        Directory.CreateDirectory(scratch["parent/rt"]);
        TestNative.GiveTo(scratch["parent"], Stranger);
        AssertRefused(new RuntimeDirectory(scratch["parent/rt"]), $"belongs to user {Stranger}");
    }

    [TestCase(false)]
    [TestCase(true, Description = "as /tmp: a sticky directory keeps each entry its owner's")]
    public void A_parent_open_to_all_is_refused_unless_it_is_sticky(bool sticky)
    {
        Directory.CreateDirectory(scratch["parent"]);
        File.SetUnixFileMode(scratch["parent"], Private | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute | (sticky ? UnixFileMode.StickyBit : 0));
        RuntimeDirectory directory = new(scratch["parent/rt"]);
        if (sticky)
        {
            Assert.That(Directory.Exists(directory.Ensure()), Is.True);
        }
        else
        {
            AssertRefused(directory, "may be changed by other users");
        }
    }

    [Test]
    [Property("Row", "TPT-08")]
    public void A_link_on_the_way_is_refused_where_others_could_have_made_it([Values] bool foreign)
    {
        Directory.CreateDirectory(scratch["open"]);
        File.SetUnixFileMode(scratch["open"], Private | UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Directory.CreateDirectory(scratch["real"]);
        Directory.CreateSymbolicLink(scratch["open/link"], scratch["real"]);
        if (foreign)
        {
            RequireRoot();
            TestNative.GiveTo(scratch["open/link"], Stranger);
        }

        AssertRefused(new RuntimeDirectory(scratch["open/link/rt"]), "symbolic link");
        Assert.That(Directory.Exists(scratch["real/rt"]), Is.False);
    }

    [TestCase("/")]
    [TestCase("../")]
    public void A_link_of_the_system_is_followed(string way)
    {
        RequireRoot(); // What root makes in a directory of its own is the system's.
        Directory.CreateDirectory(scratch["real"]);
        Directory.CreateDirectory(scratch["a"]);
        Directory.CreateSymbolicLink(scratch["a/link"], way == "/" ? scratch["real"] : "../real");

        new RuntimeDirectory(scratch["a/link/rt"]).Ensure();
        Assert.That(Directory.Exists(scratch["real/rt"]), Is.True);
    }

    [Test]
    public void Links_in_a_circle_are_refused()
    {
        RequireRoot();
        Directory.CreateSymbolicLink(scratch["one"], scratch["two"]);
        Directory.CreateSymbolicLink(scratch["two"], scratch["one"]);
        AssertRefused(new RuntimeDirectory(scratch["one/rt"]), "symbolic link");
    }

    [Test]
    public void The_two_ways_to_look_at_a_file_agree()
    {
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(scratch["s"]));
        Directory.CreateSymbolicLink(scratch["link"], "/nowhere");
        foreach (string path in new[] { "/", "/tmp", scratch.Location, scratch["s"], scratch["link"] })
        {
            UnixFileStatus kernel = UnixFileNative.ByKernel(path)!.Value;
            UnixFileStatus runtime = UnixFileNative.ByRuntime(path)!.Value;
            Assert.That((kernel.Mode, kernel.Owner, kernel.Inode), Is.EqualTo((runtime.Mode, runtime.Owner, runtime.Inode)), path);
        }

        Assert.That(UnixFileNative.ByKernel(scratch["none"]), Is.Null);
        Assert.That(UnixFileNative.ByRuntime(scratch["none"]), Is.Null);
        Assert.That(UnixFileNative.ByKernel(scratch["s"])!.Value.IsSocket, Is.True);
        Assert.That(UnixFileNative.ByKernel(scratch["link"])!.Value.IsSymbolicLink, Is.True);
    }

    private static void AssertRefused(RuntimeDirectory directory, string why)
    {
        IOException? error = Assert.Throws<IOException>(() => directory.Ensure());
        Assert.That(error!.Message, Does.Contain(why).And.Contain(directory.Location).And.Contain("XDG_RUNTIME_DIR"));

        TransportException? listening = Assert.Throws<TransportException>(() => new UnixSocketTransport(directory).Listen("a"));
        Assert.That(listening!.Fault, Is.EqualTo(TransportFault.Denied));
        Assert.That(listening.Message, Does.Contain(why));
    }

    private static void RequireRoot()
    {
        if (UnixFileNative.EffectiveUser != 0)
        {
            Assert.Ignore("Only root can give a file to another user.");
        }
    }
}
