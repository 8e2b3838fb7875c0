namespace Tractor.Streams;

/// <summary>
/// What a receiver's sender may have sent, by what it was told. The highest total ever told counts: what was under way
/// when a window was made smaller is no fault. Grants are noted by the one that reads, items by the one that receives.
/// </summary>
internal sealed class CreditLedger(int items, int bytes)
{
    private long _limitItems = items;
    private long _limitBytes = bytes;
    private long _mostItems = items;
    private long _mostBytes = bytes;
    private long _takenItems;
    private long _takenBytes;
    private volatile bool _isLifted;

    /// <summary>Whether the sender was told at some time to send as it likes.</summary>
    public bool IsLifted => _isLifted;

    /// <summary>The sender is told a total.</summary>
    public void Tell(CreditLimit limit)
    {
        _limitItems = limit.Items;
        _limitBytes = limit.Bytes;
        Raise();
    }

    /// <summary>The sender is granted more.</summary>
    public void Grant(Credit credit)
    {
        _limitItems += credit.Items;
        _limitBytes += credit.Bytes;
        Raise();
    }

    public void Lift() => _isLifted = true;

    /// <summary>Notes items. False when their sender had no credit for the last: a sender goes on while it is below both limits.</summary>
    public bool TryTake(int items, int bytesEach)
    {
        long before = items - 1;
        bool covered = _isLifted ||
            (_takenItems + before < Volatile.Read(ref _mostItems) && _takenBytes + (before * bytesEach) < Volatile.Read(ref _mostBytes));
        _takenItems += items;
        _takenBytes += (long)items * bytesEach;
        return covered;
    }

    private void Raise()
    {
        Volatile.Write(ref _mostItems, Math.Max(_mostItems, _limitItems));
        Volatile.Write(ref _mostBytes, Math.Max(_mostBytes, _limitBytes));
    }
}
