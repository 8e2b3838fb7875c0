using NUnit.Framework;
using Tractor.Platform;

namespace Tractor.Transport.Tests;

/// <summary>Where the directory of sockets is, by the environment.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class RuntimeDirectoryLocationTests
{
    private const string Variable = "XDG_RUNTIME_DIR";

    private readonly string? before = Environment.GetEnvironmentVariable(Variable);

    [TearDown]
    public void Restore() => Environment.SetEnvironmentVariable(Variable, before);

    [Test]
    public void It_is_in_the_sessions_directory_where_there_is_one()
    {
        using ScratchDirectory scratch = new();
        Environment.SetEnvironmentVariable(Variable, scratch.Location);
        Assert.That(new RuntimeDirectory().Location, Is.EqualTo(scratch["tractor"]));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("relative")]
    [TestCase("/no/such/directory")]
    [TestCase("/dev/null")]
    public void Else_it_is_in_the_temporary_directory_and_the_users(string? session)
    {
        Environment.SetEnvironmentVariable(Variable, session);
        Assert.That(new RuntimeDirectory().Location, Is.EqualTo(Path.Join(Path.GetTempPath(), $"tractor-{UnixFileNative.EffectiveUser}")));
    }

    [Test]
    public void Another_users_session_is_not_ours()
    {
        using ScratchDirectory scratch = new();
        if (UnixFileNative.EffectiveUser != 0)
        {
            Assert.Ignore("Only root can give a file to another user.");
        }

        TestNative.GiveTo(scratch.Location, 65_533);
        Environment.SetEnvironmentVariable(Variable, scratch.Location);
        Assert.That(new RuntimeDirectory().Location, Does.StartWith(Path.GetTempPath()));
    }
}
