using System.Text;

using CsCheck;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

internal sealed class TailBufferTests
{
    private const int Capacity = 16;

    [Test]
    public void It_is_the_end_of_what_was_written_whatever_the_pieces() =>
        Gen.Select(Gen.String[Gen.Char["aäßक語\n"], 0, 40], Gen.Int[1, 20]).Sample((text, piece) =>
        {
            TailBuffer tail = new(Capacity);
            foreach (byte[] bytes in Encoding.UTF8.GetBytes(text).Chunk(piece))
            {
                tail.Append(bytes);
            }

            return tail.ToString() == LastCharacters(text);
        });

    [Test]
    public void A_character_that_is_not_complete_yet_is_left_out()
    {
        TailBuffer tail = new(Capacity);
        byte[] bytes = Encoding.UTF8.GetBytes("a語😀");
        string[] seen = [.. bytes.Select(next =>
        {
            tail.Append([next]);
            return tail.ToString();
        })];

        Assert.That(seen, Is.EqualTo(new[] { "a", "a", "a", "a語", "a語", "a語", "a語", "a語😀" }));
    }

    [Test]
    public void Bytes_that_are_no_text_are_shown_as_such()
    {
        TailBuffer tail = new(Capacity);
        tail.Append([0x80, (byte)'a', 0xFF]);

        Assert.That(tail.ToString(), Is.EqualTo("\uFFFDa\uFFFD"));
    }

    [Test]
    public void An_empty_one_is_empty() => Assert.That(new TailBuffer(Capacity).ToString(), Is.Empty);

    private static string LastCharacters(string text)
    {
        while (Encoding.UTF8.GetByteCount(text) > Capacity)
        {
            text = text[1..];
        }

        return text;
    }
}
