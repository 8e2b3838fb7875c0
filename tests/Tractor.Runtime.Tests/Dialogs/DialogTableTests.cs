using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Runtime.Tests.Links;

namespace Tractor.Runtime.Tests.Dialogs;

[TestFixture]
internal sealed class DialogTableTests
{
    [Test]
    public void The_lowest_bit_of_an_id_tells_who_opened([Values] bool isConnector)
    {
        DialogTable table = new(isConnector);
        TestDialog first = new(), second = new();
        Assert.That((table.Open(first), table.Open(second)), Is.EqualTo(((Exception?)null, (Exception?)null)));
        Assert.That((first.Id, second.Id), Is.EqualTo(isConnector ? (1UL, 3UL) : (2UL, 4UL)));
        Assert.That((table.IsPeers(first.Id), table.IsPeers(first.Id + 1)), Is.EqualTo((false, true)));
    }

    [Test]
    public void An_id_is_accepted_once()
    {
        DialogTable table = new(isConnector: true);
        Assert.That(table.TryAccept(new TestDialog { Id = 2 }), Is.True);
        TestDialog again = new() { Id = 2 };
        Assert.That((table.TryAccept(again), table.OpenedByPeer, table.Find(2) == again), Is.EqualTo((false, 1, false)));
    }

    [Test]
    public void Only_the_peers_are_counted_and_removing_twice_counts_once()
    {
        DialogTable table = new(isConnector: true);
        TestDialog own = new("own"), peers = new("peers") { Id = 2 };
        table.Open(own);
        table.TryAccept(peers);
        Assert.That((table.OpenedByPeer, table.CallsInFlight()), Is.EqualTo((1, new[] { "own" })));
        table.Remove(peers);
        table.Remove(peers);
        table.Remove(own);
        Assert.That((table.OpenedByPeer, table.Find(1), table.Snapshot().Length), Is.EqualTo((0, (Dialog?)null, 0)));
    }

    [Test]
    public void Calls_in_flight_are_in_the_order_of_their_start()
    {
        DialogTable table = new(isConnector: false);
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"call {i}")];
        foreach (string name in names)
        {
            table.Open(new TestDialog(name));
        }

        Assert.That(table.CallsInFlight(), Is.EqualTo(names));
    }

    [Test]
    public void A_lost_table_tells_each_dialog_once_and_opens_none()
    {
        DialogTable table = new(isConnector: true);
        TestDialog own = new(), peers = new() { Id = 2 }, late = new();
        table.Open(own);
        table.TryAccept(peers);
        IOException cause = new("gone");
        table.Lose(cause);
        table.Lose(new IOException("again"));
        Assert.That((own.Losses, peers.Losses, table.OpenedByPeer), Is.EqualTo((1, 1, 0)));
        Assert.That((table.Open(late), late.Losses, table.TryAccept(new TestDialog { Id = 4 })), Is.EqualTo(((Exception?)cause, 0, false)));
        table.Remove(peers);
        Assert.That(table.OpenedByPeer, Is.Zero);
    }

    [Test]
    public async Task Every_dialog_opened_during_the_loss_hears_of_it_one_way()
    {
        for (int round = 0; round < 200; round++)
        {
            DialogTable table = new(isConnector: true);
            using Barrier start = new(3);
            List<(TestDialog Dialog, bool Refused)>[] opened = await Task.WhenAll(
                Task.Run(() => OpenMany(table, start)), Task.Run(() => OpenMany(table, start)), Task.Run(() => LoseSoon(table, start)));
            Assert.That(opened.SelectMany(list => list).Select(open => open.Dialog.Losses + (open.Refused ? 1 : 0)), Is.All.EqualTo(1));
        }
    }

    private static List<(TestDialog, bool)> OpenMany(DialogTable table, Barrier start)
    {
        start.SignalAndWait();
        List<(TestDialog, bool)> opened = [];
        for (int i = 0; i < 20; i++)
        {
            TestDialog dialog = new();
            opened.Add((dialog, table.Open(dialog) is not null));
        }

        return opened;
    }

    private static List<(TestDialog, bool)> LoseSoon(DialogTable table, Barrier start)
    {
        start.SignalAndWait();
        table.Lose(new IOException("gone"));
        return [];
    }
}
