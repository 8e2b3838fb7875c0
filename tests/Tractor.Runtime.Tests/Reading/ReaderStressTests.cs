using System.Collections.Concurrent;
using System.Runtime.Versioning;
using NUnit.Framework;
using Tractor.Links;
using Tractor.Reading;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Many frames both ways, with handovers all the time.</summary>
[TestFixture]
[NonParallelizable]
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class ReaderStressTests
{
    private const int Dialogs = 12;
    private const int Frames = 6000;

    [Test]
    public async Task Nothing_is_lost_or_reordered_and_nothing_is_left([Range(1, 3)] int seed)
    {
        int sockets = Sockets();
        ConcurrentQueue<string> faults = new();
        ConcurrentQueue<StressDialog> there = new();
        await using (SocketLinks links = new(new ScriptedHandler((link, header, _) => Accept(link, header, seed, faults, there)), new ScriptedHandler()))
        {
            StressDialog[] here = [.. Enumerable.Range(0, Dialogs).Select(i => Open(links.Client, (seed * 100) + i, faults))];
            await Bounds.UntilAsync(() => there.Count == Dialogs, "the dialogs to open");
            StressDialog[] all = [.. here, .. there];
            await Soon.Ends(Task.WhenAll(all.Select(dialog => Task.Run(() => dialog.SendAsync(Frames)))));
            await Bounds.UntilAsync(() => Array.TrueForAll(all, static dialog => dialog.Received == Frames && dialog.IsQuiet) || !faults.IsEmpty, "every frame to be handled");
        }

        Assert.That(faults, Is.Empty);
        await ReaderState.IsClean();
        await Bounds.UntilAsync(() => Sockets() <= sockets, "every socket to be closed");
    }

    [Test]
    public async Task Ends_in_the_middle_leave_nothing([Values] bool fromClient)
    {
        int sockets = Sockets();
        for (int round = 0; round < 15; round++)
        {
            ConcurrentQueue<StressDialog> there = new();
            await using SocketLinks links = new(new ScriptedHandler((link, header, _) => Accept(link, header, round, [], there)), new ScriptedHandler());
            StressDialog[] here = [.. Enumerable.Range(0, 4).Select(i => Open(links.Client, (round * 100) + i, []))];
            await Bounds.UntilAsync(() => there.Count == here.Length, "the dialogs to open");
            Task sending = Task.WhenAll(here.Concat(there).Select(dialog => Task.Run(() => dialog.SendAsync(Frames))));
            await Bounds.UntilAsync(() => here[0].Received > 20 * round, "traffic");
            (fromClient ? links.Client : links.Server).Abort(new IOException("cable cut"));
            await Soon.Ends(Task.WhenAll(sending, links.Client.Closed, links.Server.Closed));
        }

        await ReaderState.IsClean();
        await Bounds.UntilAsync(() => Sockets() <= sockets, "every socket to be closed");
    }

    private static StressDialog Open(Link link, int seed, ConcurrentQueue<string> faults)
    {
        StressDialog dialog = new(link, seed, faults);
        link.Dialogs.Open(dialog);
        link.Send(FrameKind.Start, dialog.Id);
        return dialog;
    }

    private static void Accept(Link link, FrameHeader header, int seed, ConcurrentQueue<string> faults, ConcurrentQueue<StressDialog> there)
    {
        StressDialog dialog = new(link, (seed * 100) + 50 + (int)header.Dialog, faults) { Id = header.Dialog };
        link.Dialogs.TryAccept(dialog);
        there.Enqueue(dialog);
    }

    private static int Sockets() =>
        Directory.EnumerateFiles("/proc/self/fd").Count(static path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false);
}
