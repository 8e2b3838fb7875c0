using Microsoft.Extensions.Logging;
using Tractor.Scopes;

namespace Tractor.Dispatch;

/// <summary>What running endpoints need of their actor.</summary>
internal interface IInvocationHost
{
    ActorId Id { get; }

    ActorLimits Limits { get; }

    /// <summary>Ends when the actor does; every invocation's scope is below it.</summary>
    Scope EndpointScope { get; }

    ILogger Logger { get; }

    /// <summary>Makes the actor, and the context if there is one, current in the calling flow (RUN-22).</summary>
    void EnterFlow(EndpointContext? context);
}
