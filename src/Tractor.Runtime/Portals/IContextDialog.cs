using Tractor.Dialogs;

namespace Tractor.Portals;

/// <summary>A dialog with a context as its handle sees it: without the types of the arguments.</summary>
internal interface IContextDialog<TStarted, TResult>
{
    Portal Portal { get; }

    string EndpointName { get; }

    ulong Id { get; }

    DialogState State { get; }

    /// <summary>The first value; it is there when the handle is.</summary>
    Task<TStarted> Started { get; }

    /// <summary>How it ended.</summary>
    Task<Outcome<TResult>> Terminal { get; }

    /// <summary>Fires when it ends badly, or its owner is cancelled.</summary>
    CancellationToken Token { get; }

    bool CancelCalled { get; }

    ActorId? Canceller { get; }

    /// <summary>Whether it ended by the cancellation of its owner; known when it has ended.</summary>
    bool IsEndedByOwner { get; }

    /// <summary>Whether the error that it ended with was told to a user of it.</summary>
    bool IsObserved { get; }

    void MarkObserved();

    /// <summary>Opens the stream, whose types the caller knows.</summary>
    MsgStream<TReceive, TSend> OpenStream<TReceive, TSend>(StreamOptions? options);

    /// <summary>Asks the endpoint's task to end, once; unless it is explicit, for what cancelled the caller's scope if anything did.</summary>
    void Cancel(CancelReason reason, string detail);

    /// <summary>The handle is left: items that nobody read are dropped (CTX-31).</summary>
    void DropItems();
}
