namespace Tractor.Reading;

/// <summary>What a reader hands its frames to. Called by whoever leads the reader, one at a time.</summary>
internal interface IFrameSink : IFrameHandler
{
    /// <summary>All frames that had arrived were handed over: what was held back to be sent together can go.</summary>
    void OnBatchEnd();

    /// <summary>A thread took the lead from another: what that one held back goes at once.</summary>
    void OnTakeover();

    /// <summary>Nothing is read any more; null when the peer ended in order.</summary>
    void OnReadingEnded(Exception? error);
}
