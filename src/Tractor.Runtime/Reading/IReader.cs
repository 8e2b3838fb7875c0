namespace Tractor.Reading;

/// <summary>A reader whose thread also runs the user code that its frames wake.</summary>
internal interface IReader
{
    /// <summary>Whether the calling thread leads this reader now: then what it sends may wait for the end of the batch.</summary>
    bool IsLedByThisThread { get; }

    /// <summary>Has user code run right after the frame that is being handled. False when the caller handles none.</summary>
    bool TryDefer(IThreadPoolWorkItem work);

    /// <summary>Notes that a frame's work went to the pool: then spinning for the answer is of no use.</summary>
    void NoteHandedToPool();
}
