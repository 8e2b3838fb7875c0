namespace Tractor.Portals;

/// <summary>A dialog with a context as its handle sees it: without the types of the arguments.</summary>
internal interface IContextDialog<TStarted, TResult>
{
    /// <summary>The first value; it is there when the handle is.</summary>
    Task<TStarted> Started { get; }

    /// <summary>How it ended.</summary>
    Task<Outcome<TResult>> Terminal { get; }

    /// <summary>What of it depends on none of its types.</summary>
    ContextOpener Opener { get; }

    /// <summary>Opens the stream, whose types the caller knows.</summary>
    MsgStream<TReceive, TSend> OpenStream<TReceive, TSend>(StreamOptions? options);
}
