using NUnit.Framework;
using Tractor.Actors;
using Tractor.Identity;

namespace Tractor.Runtime.Tests.Actors;

[TestFixture]
internal sealed class CredentialsTests
{
    [Test]
    public void Each_is_its_own_and_survives_its_text_form()
    {
        Guid[] one = Credentials.Create();
        Assert.That(Credentials.AreEqual(one, GuidList.Parse(GuidList.Format(one))), Is.True);
        Assert.That(Credentials.AreEqual(one, Credentials.Create()), Is.False);
        Assert.That(GuidList.Format(one), Does.Match("^[0-9a-f]{32}\\.[0-9a-f]{32}$"));
    }

    [Test]
    public void Every_part_counts_and_the_number_of_parts()
    {
        Guid[] one = Credentials.Create();
        Assert.That(Credentials.AreEqual(one, null), Is.False);
        Assert.That(Credentials.AreEqual(one, []), Is.False);
        Assert.That(Credentials.AreEqual(one, [one[0]]), Is.False);
        Assert.That(Credentials.AreEqual(one, [.. one, one[0]]), Is.False);
        Assert.That(Credentials.AreEqual(one, [one[1], one[0]]), Is.False);
        Assert.That(Credentials.AreEqual([], []), Is.False, "an empty secret fits nobody");
        byte[] bytes = one[1].ToByteArray();
        for (int i = 0; i < bytes.Length; i++)
        {
            byte[] other = [.. bytes];
            other[i] ^= 1;
            Assert.That(Credentials.AreEqual(one, [one[0], new Guid(other)]), Is.False, $"byte {i}");
        }
    }

    [TestCase("")]
    [TestCase("nonsense")]
    [TestCase("{00000000-0000-0000-0000-000000000000}")]
    public void Other_text_is_refused(string text) =>
        Assert.That(() => GuidList.Parse(text), Throws.TypeOf<FormatException>());
}
