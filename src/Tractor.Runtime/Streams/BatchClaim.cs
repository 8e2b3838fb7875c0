namespace Tractor.Streams;

/// <summary>Who is at the items that a reader took out of its inbox: the reader, or a close that drops them.</summary>
internal struct BatchClaim
{
    private const int Nobody = 0;
    private const int Reader = 1;
    private const int Closer = 2;

    private int _holder;

    /// <summary>
    /// Claims them for one receive; false when another is under way. Waits for a close, which takes no longer than to drop
    /// them: behind it the reader finds that the stream is closed.
    /// </summary>
    public bool TryTakeForReader()
    {
        SpinWait spin = default;
        int before;
        while ((before = Interlocked.CompareExchange(ref _holder, Reader, Nobody)) == Closer)
        {
            spin.SpinOnce();
        }

        return before == Nobody;
    }

    /// <summary>Claims them for a close; false when a reader is at them, who drops them then.</summary>
    public bool TryTakeForClose() => Interlocked.CompareExchange(ref _holder, Closer, Nobody) == Nobody;

    public void Release() => Volatile.Write(ref _holder, Nobody);
}
