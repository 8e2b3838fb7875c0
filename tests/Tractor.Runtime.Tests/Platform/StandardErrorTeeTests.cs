using System.Globalization;
using System.Runtime.Versioning;
using System.Text;
using System.Text.RegularExpressions;

using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

[SupportedOSPlatform("linux")]
[NonParallelizable]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed partial class StandardErrorTeeTests
{
    private PipePair _pipe;
    private StandardErrorTee _tee = null!;

    [SetUp]
    public void Make()
    {
        _pipe = PipePair.Create();
        _tee = new StandardErrorTee(_pipe.WriteEnd);
    }

    [TearDown]
    public void Close()
    {
        _tee.Stop();
        _pipe.ReadEnd.Dispose();
        _pipe.WriteEnd.Dispose();
    }

    [Test]
    public async Task Bytes_go_through_as_they_are()
    {
        byte[] bytes = [0, 255, 0xC3, 10, 13];
        _tee.Write(bytes);
        _tee.Write([]);
        _tee.Write([1]);
        await _tee.FlushAsync().Bounded();

        Assert.That(ReadAll(), Is.EqualTo(new byte[] { 0, 255, 0xC3, 10, 13, 1 }));
    }

    [Test]
    public async Task Who_does_not_read_blocks_no_writer_and_is_told_what_was_dropped()
    {
        byte[] line = Encoding.ASCII.GetBytes(new string('x', 999) + "\n");
        for (int i = 0; i < 1000; i++)
        {
            _tee.Write(line);
        }

        Assert.That(_tee.FlushAsync().IsCompleted, Is.False, "nobody has read the pipe");
        string output = Encoding.ASCII.GetString(await ReadUntilFlushedAsync());

        // One note a gap, and nothing unaccounted for. A late start of the thread can make a second gap.
        MatchCollection notes = Note().Matches(output);
        int dropped = notes.Sum(note => int.Parse(note.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.That(notes, Has.Count.InRange(1, 2));
        Assert.That(output.Length - notes.Sum(note => note.Length) + dropped, Is.EqualTo(1_000_000));
        Assert.That(dropped, Is.InRange(500_000, 1_000_000 - StandardErrorTee.Capacity));
    }

    [Test]
    public async Task After_a_drop_it_goes_on()
    {
        _tee.Write(new byte[1_000_000]);
        await ReadUntilFlushedAsync();
        _tee.Write("on"u8);
        await _tee.FlushAsync().Bounded();

        Assert.That(ReadAll(), Is.EqualTo("on"u8.ToArray()));
    }

    [Test]
    public async Task A_descriptor_that_does_not_block_is_waited_for()
    {
        _ = NativeDescriptors.Control(_pipe.WriteEnd, NativeDescriptors.SetStatusFlags, NativeDescriptors.NonBlocking);
        for (int i = 0; i < 2; i++)
        {
            _tee.Write(new byte[StandardErrorTee.Capacity]);
        }

        byte[] output = await ReadUntilFlushedAsync();

        Assert.That(output, Has.Length.GreaterThanOrEqualTo(StandardErrorTee.Capacity));
    }

    [Test]
    public async Task Where_nobody_can_read_all_is_dropped_in_silence()
    {
        _pipe.ReadEnd.Dispose();
        for (int i = 0; i < 10; i++)
        {
            _tee.Write(new byte[100_000]);
        }

        await _tee.FlushAsync().Bounded();
    }

    [GeneratedRegex(@"\n\[tractor: (\d+) bytes of children's standard error were dropped, as nobody read it in time\]\n")]
    private static partial Regex Note();

    private async Task<byte[]> ReadUntilFlushedAsync()
    {
        List<byte> output = [];
        Task flushed = _tee.FlushAsync();
        await Bounds.UntilAsync(
            () =>
            {
                bool done = flushed.IsCompleted;
                output.AddRange(ReadAll());
                return done;
            },
            "all is written");
        return [.. output];
    }

    private unsafe byte[] ReadAll()
    {
        byte[] buffer = new byte[256 * 1024];
        fixed (byte* start = buffer)
        {
            nint count = NativeDescriptors.Read(_pipe.ReadEnd, start, (nuint)buffer.Length);
            return buffer[..Math.Max(0, (int)count)];
        }
    }
}
