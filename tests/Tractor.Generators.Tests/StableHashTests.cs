using Tractor.Generators.Parsing;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>Ids are on the wire between builds: they never change.</summary>
internal sealed class StableHashTests
{
    [TestCase("", 0xCBF29CE484222325UL)]
    [TestCase("a", 0xAF63DC4C8601EC8CUL)]
    [TestCase("foobar", 0x85944171F73967E8UL)]
    [TestCase("Demo.Workers.Echo", 0xDA7E23D9EE5225CAUL)]
    [TestCase("Größe", 0x86945265579D537AUL)]
    public void Hash_is_the_one_it_always_was(string text, ulong expected) => Assert.That(StableHash.Of(text), Is.EqualTo(expected));

    [Test]
    public void Id_is_the_hash_of_the_name()
    {
        string text = GeneratorRun.Run("namespace Demo; partial class Workers { [TractorContext] static Task Echo(Context c) => null!; }").Text("Demo.Workers.g.cs");
        Assert.That(text, Does.Contain("0xDA7E23D9EE5225CAUL"));
    }

    [Test]
    public void Overloads_have_their_parameter_types_in_the_hash()
    {
        string text = GeneratorRun.Run("""
            namespace Demo;
            partial class Workers
            {
                [TractorContext] static Task Echo(string? a) => null!;
                [TractorContext] static Task Echo((int X, string? Y) a, CancellationToken token) => null!;
            }
            """).Text("Demo.Workers.g.cs");
        Assert.That(text, Does.Contain($"0x{StableHash.Of("Demo.Workers.Echo(string)"):X16}UL"));
        Assert.That(text, Does.Contain($"0x{StableHash.Of("Demo.Workers.Echo(System.ValueTuple<int, string>, System.Threading.CancellationToken)"):X16}UL"));
    }
}
