using System.Reflection;

namespace Tractor.ProcessTests.Skew;

/// <summary>
/// A program that is replaced while its root runs: the child is of the other build. What matches works, what differs
/// fails with both signatures, what is missing is said to be.
/// </summary>
internal sealed class SkewTests : LeakGuard
{
    private const string Program = "Tractor.Skew.dll";

    private DirectoryInfo _place = null!;

    [SetUp]
    public void MakeAPlace() => _place = Directory.CreateTempSubdirectory("tractor-skew-");

    [TearDown]
    public void RemoveThePlace() => _place.Delete(recursive: true);

    [TestCase("Before", "After", "OnlyBefore", "call Tractor.Skew.Services.Changed(int value) -> string", "call Tractor.Skew.Services.Changed(int value, string unit) -> string")]
    [TestCase("After", "Before", "OnlyAfter", "call Tractor.Skew.Services.Changed(int value, string unit) -> string", "call Tractor.Skew.Services.Changed(int value) -> string")]
    [Property("Row", "RPC-03")]
    public async Task TwoBuildsOfOneProgram(string root, string child, string missing, string here, string there)
    {
        Copy(BuildOf(root));
        await using ProgramUnderTest program = ProgramUnderTest.StartFile("dotnet", ["exec", Path.Combine(_place.FullName, Program)]);
        await program.LineAsync("ready");
        string replacement = Path.Combine(_place.FullName, Program + ".new");
        File.Copy(Path.Combine(BuildOf(child), Program), replacement);
        File.Move(replacement, Path.Combine(_place.FullName, Program), overwrite: true);
        await program.WriteLineAsync("go");
        string other = child.ToLowerInvariant();
        Assert.Multiple(async () =>
        {
            Assert.That(await program.LineAsync("Same:"), Is.EqualTo($"Same: {other} 1"));
            Assert.That(await program.LineAsync("Changed:"), Does.Contain("ContractMismatchException").And.Contain($"Here it is: {here}").And.Contain($"There it is: {there}"));
            Assert.That(await program.LineAsync("ChangedTalk:"), Does.Contain("ContractMismatchException").And.Contain("int").And.Contain("long"));
            Assert.That(await program.LineAsync(missing), Does.Contain("EndpointNotExposedException").And.Contain($"Services.{missing}"));
            Assert.That(await program.LineAsync("Same again:"), Is.EqualTo($"Same again: {other} 3"), "the actor goes on");
            await program.LineAsync("done");
        });
        Assert.That(await program.Exited.WithinAsync(), Is.Zero);
    }

    private static string BuildOf(string name) => typeof(SkewTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Skew" + name).Value!;

    private void Copy(string build)
    {
        foreach (string file in Directory.EnumerateFiles(build))
        {
            File.Copy(file, Path.Combine(_place.FullName, Path.GetFileName(file)));
        }
    }
}
