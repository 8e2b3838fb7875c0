using Tractor.Scopes;

namespace Tractor.Contexts;

/// <summary>What a context needs of the invocation behind it.</summary>
internal interface ISessionOwner<TStarted>
{
    ActorId Self { get; }

    ActorId Caller { get; }

    string EndpointName { get; }

    ulong DialogId { get; }

    Scope Scope { get; }

    ValueTask SendStartedAsync(TStarted value);

    /// <summary>Opens the stream, whose types the caller knows.</summary>
    MsgStream<TReceive, TSend> OpenStream<TReceive, TSend>(StreamOptions? options);
}
