using CsCheck;
using NUnit.Framework;
using Tractor.Actors;
using Tractor.Spawning;

namespace Tractor.Runtime.Tests.Spawning;

[TestFixture]
internal sealed class ChildSpecTests
{
    private static readonly ChildSpec Spec = new(new ActorAddress("uds", "/run/user/1000/tractor/root-1.sock"), Credentials.Create(), Guid.NewGuid(), 4711, [Guid.NewGuid(), Guid.NewGuid()], TimeSpan.FromSeconds(30), "worker_1");

    [TestCase("worker_1")]
    [TestCase("a|b|c")]
    [TestCase("|")]
    [TestCase("ends with |")]
    [TestCase("Zwölf ☂")]
    [TestCase("=$(reboot);'\"")]
    public void It_survives_its_text_form(string name)
    {
        ChildSpec back = ChildSpec.Parse((Spec with { Name = name }).Format());
        Assert.That(back with { Token = Spec.Token, Above = Spec.Above }, Is.EqualTo(Spec with { Name = name }));
        Assert.That((back.Token, back.Above), Is.EqualTo((Spec.Token, Spec.Above)));
    }

    [TestCase("")]
    [TestCase("||||||")]
    [TestCase("|||||||")]
    [TestCase("3|||||||")]
    [TestCase("no|uds:/x||00000000000000000000000000000000|1|00000000000000000000000000000000|30000|name")]
    [TestCase("3|uds:/x|nonsense|nonsense|1|00000000000000000000000000000000|30000|name")]
    [TestCase("3|uds:/x|00000000000000000000000000000000.00000000000000000000000000000000|00000000000000000000000000000000|one|00000000000000000000000000000000|30000|name")]
    [TestCase("3|uds:/x|00000000000000000000000000000000.00000000000000000000000000000000|00000000000000000000000000000000|99999999999|00000000000000000000000000000000|30000|name")]
    [TestCase("3|uds:/x|00000000000000000000000000000000.00000000000000000000000000000000|00000000000000000000000000000000|1|above|30000|name")]
    [TestCase("3|nothing|00000000000000000000000000000000.00000000000000000000000000000000|00000000000000000000000000000000|1|00000000000000000000000000000000|30000|name")]
    [TestCase("3|uds:/x|00000000000000000000000000000000.00000000000000000000000000000000|00000000000000000000000000000000|1|00000000000000000000000000000000|soon|name")]
    public void Other_text_is_a_format_error(string text) =>
        Assert.That(() => ChildSpec.Parse(text), Throws.TypeOf<FormatException>());

    [Test]
    public void A_child_that_is_started_with_its_connection_has_no_token() =>
        Assert.That(ChildSpec.Parse((Spec with { Token = null }).Format()).Token, Is.Null);

    [Test]
    public void Another_versions_text_is_an_error_that_names_both()
    {
        string other = $"{HandshakeFrames.ProtocolVersion + 1}{Spec.Format()[1..]}|and more";
        Assert.That(
            () => ChildSpec.Parse(other),
            Throws.TypeOf<FormatException>().With.Message.Contains($"version {HandshakeFrames.ProtocolVersion + 1} of").And.Message.Contains($"version {HandshakeFrames.ProtocolVersion}."));
    }

    [Test]
    public void Any_text_is_read_or_a_format_error() =>
        Gen.Select(Gen.Int[0, 200], Gen.Char.AlphaNumeric, Gen.String).Sample(
            (at, character, text) =>
            {
                string good = Spec.Format();
                foreach (string hostile in new[] { text, good.Insert(Math.Min(at, good.Length), character.ToString()), good.Remove(Math.Min(at, good.Length - 1), 1) })
                {
                    try
                    {
                        ChildSpec.Parse(hostile);
                    }
                    catch (FormatException)
                    {
                    }
                }
            },
            iter: 2_000);
}
